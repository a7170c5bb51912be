package io.noise.message;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.noise.MessageCodec;
import io.noise.NoiseException;
import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.plain.PlainSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Codecs of the types of components.
 */
class ComponentCodecTests {

	private final MessageRegistry messages = new MessageRegistry(new PlainSession());

	record Calendar(String name, BitSet days, List<BitSet> weeks, Optional<BitSet> month, Map<BitSet, Money> prices,
			Set<Money> other) {
	}

	record Money(long cents) {
	}

	record Price(Money money) {
	}

	record Days(List<BitSet> days) {
	}

	private record FunctionCodec<T>(BiConsumer<T, PayloadWriter> writer,
			Function<PayloadReader, T> reader) implements MessageCodec<T> {

		@Override
		public void encode(T value, PayloadWriter out) {
			this.writer.accept(value, out);
		}

		@Override
		public T decode(PayloadReader in) {
			return this.reader.apply(in);
		}

	}

	private static MessageCodec<BitSet> bits() {
		return new FunctionCodec<>((bits, out) -> out.writeBytes(bits.toByteArray()),
				(in) -> BitSet.valueOf(in.readBytes()));
	}

	private static MessageCodec<Money> euros() {
		return new FunctionCodec<>((money, out) -> out.writeByte((int) (money.cents() / 100)),
				(in) -> new Money(100L * in.readUnsignedByte()));
	}

	private byte[] encode(Object message) {
		return EncodedMessage.of(this.messages, message).bytes();
	}

	private Object decode(Class<?> type, byte[] bytes) {
		return new ReceivedMessage(this.messages.byClass(type), bytes, bytes.length).decode(false);
	}

	@Test
	void component_isWrittenByItsCodecWhereverItIs() {
		this.messages.component(BitSet.class, bits());
		this.messages.component(Money.class, euros());
		this.messages.register(16, Calendar.class);
		BitSet bits = BitSet.valueOf(new byte[] { 5 });
		Calendar calendar = new Calendar("", bits, List.of(bits, new BitSet()), Optional.of(bits),
				Map.of(bits, new Money(700)), Set.of(new Money(900)));
		byte[] bytes = encode(calendar);
		assertThat(bytes).hasSize(1 + 4 + 5 + (4 + 5 + 4) + (1 + 5) + (4 + 5 + 1) + (4 + 1))
			.startsWith(16, 0, 0, 0, 0, 1, 0, 0, 0, 5)
			.endsWith(7, 1, 0, 0, 0, 9);
		assertThat(decode(Calendar.class, bytes)).isEqualTo(calendar);
	}

	@Test
	void messageOfTheSameType_keepsItsForm() {
		this.messages.component(Money.class, euros());
		this.messages.register(17, Money.class);
		this.messages.register(18, Price.class);
		assertThat(encode(new Money(700))).hasSize(1 + 8);
		assertThat(encode(new Price(new Money(700)))).containsExactly(18, 7);
	}

	@Test
	void component_withoutCodec_isRefusedAsBefore() {
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.register(Days.class))
			.withMessageContaining("Days.days: java.util.BitSet (expected: ");
		this.messages.component(BitSet.class, bits());
		assertThat(this.messages.register(Days.class)).isEqualTo(1);
	}

	@Test
	void aSecondCodec_isRefusedNamingBoth() {
		MessageCodec<BitSet> first = bits();
		this.messages.component(BitSet.class, first);
		this.messages.component(BitSet.class, first);
		assertThatExceptionOfType(NoiseException.class)
			.isThrownBy(() -> this.messages.component(BitSet.class, new MessagesTests.BitsCodec()))
			.withMessage("component type java.util.BitSet: wanted with codec " + MessagesTests.BitsCodec.class.getName()
					+ ", registered with " + FunctionCodec.class.getName() + " (expected: one codec per type)");
	}

	@Test
	void aCodecAfterTheMessage_isRefused() {
		this.messages.register(Price.class);
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.component(Money.class, euros()))
			.withMessage("component type " + Money.class.getName() + ": within message type " + Price.class.getName()
					+ ", which was registered without its codec (expected: the codec first)");
	}

	@Test
	@SuppressWarnings("NullAway")
	void aTypeThatCannotHaveOne_isRefused() {
		for (Class<?> fixed : new Class<?>[] { String.class, int.class, Integer.class, byte[].class, Money[].class,
				List.class, Map.class, Set.class, Optional.class, java.net.URI.class }) {
			assertThatExceptionOfType(NoiseException.class)
				.isThrownBy(() -> this.messages.component(fixed, new FunctionCodec<>((value, out) -> {
				}, (in) -> null)))
				.withMessage("component type " + fixed.getTypeName() + " (expected: a type without a fixed form)");
		}
		assertThatExceptionOfType(NoiseException.class)
			.isThrownBy(() -> this.messages.component(Comparable.class, new FunctionCodec<>((value, out) -> {
			}, (in) -> "")))
			.withMessage("component type java.lang.Comparable (expected: a type without type parameters)");
		assertThatNullPointerException().isThrownBy(() -> this.messages.component(null, bits()));
		assertThatNullPointerException().isThrownBy(() -> this.messages.component(BitSet.class, null));
	}

	@Test
	void codecThatFails_isAnErrorOfItsComponent() {
		this.messages.component(BitSet.class, new FunctionCodec<>((bits, out) -> {
			if (!bits.isEmpty()) {
				throw new IllegalStateException("full");
			}
		}, (in) -> {
			if (in.readByte() == 1) {
				throw new ArrayIndexOutOfBoundsException("no");
			}
			return new BitSet();
		}));
		this.messages.register(16, Days.class);
		assertThatExceptionOfType(NoiseException.class)
			.isThrownBy(() -> encode(new Days(List.of(BitSet.valueOf(new byte[] { 1 })))))
			.withMessageContaining("Days.days: its codec threw java.lang.IllegalStateException: full");
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> encode(new Days(List.of(new BitSet()))))
			.withMessageContaining("Days.days: its codec wrote no byte (expected: at least one)");
		assertRefused(new byte[] { 16, 1, 0, 0, 0, 1 },
				"Days.days at offset 5: its codec threw java.lang.ArrayIndexOutOfBoundsException: no");
		assertRefused(new byte[] { 16, 1, 0, 0, 0 }, "Days.days: byte at offset 5: 0 bytes left (expected: 1)");
		assertRefused(new byte[] { 16, -1, -1, -1, 127, 0 },
				"Days.days at offset 1: 2147483647 elements in 1 bytes (expected: 1 bytes or more each)");
	}

	@Test
	void codecThatReadsNothing_isAnErrorOfItsComponent() {
		this.messages.component(BitSet.class,
				new FunctionCodec<>((bits, out) -> out.writeByte(1), (in) -> new BitSet()));
		this.messages.register(16, Days.class);
		assertRefused(new byte[] { 16, 1, 0, 0, 0, 1 },
				"Days.days at offset 5: its codec read no byte (expected: at least one)");
	}

	@Test
	@SuppressWarnings("NullAway")
	void codecThatReturnsNull_isAnErrorOfItsComponent() {
		this.messages.component(BitSet.class, new FunctionCodec<>((bits, out) -> out.writeByte(1), (in) -> null));
		this.messages.register(16, Days.class);
		assertRefused(new byte[] { 16, 1, 0, 0, 0, 1 },
				"Days.days at offset 5: its codec returned null (expected: a value)");
	}

	private void assertRefused(byte[] bytes, String message) {
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> decode(Days.class, bytes))
			.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(PayloadException.class).hasMessage(message));
	}

}
