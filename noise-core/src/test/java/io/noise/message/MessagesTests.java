package io.noise.message;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;

import io.noise.Chat;
import io.noise.MessageCodec;
import io.noise.Messages;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.LegacyOptions;
import io.noise.session.legacy.LegacySession;
import io.noise.session.plain.PlainSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class MessagesTests {

	private final MessageRegistry messages = new MessageRegistry(new PlainSession());

	record Vote(int choice) {
	}

	record Note(String text) {
	}

	record Appointment(BitSet when) {
	}

	sealed interface Shape permits Circle, Square {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(double side) implements Shape {
	}

	@Test
	void register_atAnOpcodeOfTheSession_isRefused() {
		Messages legacy = new MessageRegistry(new LegacySession(LegacyOptions.defaults()));
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> legacy.register(2, Note.class))
			.withMessage("opcode 2: wanted for " + Note.class.getName()
					+ ", reserved by the session legacy (expected: 3 to 255)");
		assertThat(legacy.types()).isEmpty();
		assertThat(legacy.register(Note.class)).isEqualTo(3);
		assertThat(legacy.register(Vote.class)).isEqualTo(4);
	}

	static final class BitsCodec implements MessageCodec<BitSet> {

		@Override
		public void encode(BitSet message, PayloadWriter out) {
			out.writeBytes(message.toByteArray());
		}

		@Override
		public BitSet decode(PayloadReader in) {
			return BitSet.valueOf(in.readBytes());
		}

	}

	@Test
	void register_withoutAnOpcode_takesTheLowestFreeOne() {
		assertThat(this.messages.register(Chat.class)).isEqualTo(1);
		assertThat(this.messages.register(3, Vote.class)).isEqualTo(3);
		assertThat(this.messages.register(Note.class)).isEqualTo(2);
		assertThat(this.messages.register(Shape.class)).isEqualTo(4);
	}

	@Test
	void register_sameTypeAgain_keepsItsOpcode() {
		this.messages.register(16, Chat.class);
		assertThat(this.messages.register(Chat.class)).isEqualTo(16);
		assertThat(this.messages.register(16, Chat.class)).isEqualTo(16);
	}

	@Test
	void register_sameTypeAtAnotherOpcode_isAConflictNamingBoth() {
		this.messages.register(16, Chat.class);
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.register(17, Chat.class))
			.withMessageContaining("io.noise.Chat")
			.withMessageContaining("17")
			.withMessageContaining("16");
	}

	@Test
	void register_anotherTypeAtATakenOpcode_isAConflictNamingBoth() {
		this.messages.register(16, Chat.class);
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.register(16, Vote.class))
			.withMessageContaining("opcode 16")
			.withMessageContaining("io.noise.Chat")
			.withMessageContaining("Vote");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 256 })
	void register_atAnOpcodeThatCannotBe_isRefused(int opcode) {
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.register(opcode, Chat.class))
			.withMessage("opcode: " + opcode + " (expected: 1 to 255)");
	}

	@Test
	void register_inAFullTable_saysSo() {
		for (int opcode = 1; opcode <= 255; opcode++) {
			if (opcode != 7) {
				this.messages.register(opcode, anyClass(opcode), new AnyCodec());
			}
		}
		assertThat(this.messages.register(Chat.class)).isEqualTo(7);
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.register(Vote.class))
			.withMessageContaining("all 255 opcodes are taken");
	}

	/** Returns any number of types: arrays of arrays, of two kinds. */
	@SuppressWarnings("unchecked")
	private static Class<Object> anyClass(int number) {
		Class<?> type = (number % 2 == 0) ? Object.class : String.class;
		for (int i = 0; i < number / 2; i++) {
			type = type.arrayType();
		}
		return (Class<Object>) type;
	}

	static final class AnyCodec implements MessageCodec<Object> {

		@Override
		public void encode(Object message, PayloadWriter out) {
		}

		@Override
		public Object decode(PayloadReader in) {
			return "";
		}

	}

	@Test
	void register_whatCannotBeEncoded_namesTypeAndComponent() {
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.register(BitSet.class))
			.withMessageContaining("java.util.BitSet");
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.register(Appointment.class))
			.withMessageContaining("Appointment")
			.withMessageContaining("when");
	}

	@Test
	void register_withACodec_takesAnyClass() {
		assertThat(this.messages.register(17, BitSet.class, new BitsCodec())).isEqualTo(17);
		assertThat(EncodedMessage.of(this.messages, BitSet.valueOf(new long[] { 5 })).bytes()).containsExactly(17, 1, 0,
				0, 0, 5);
	}

	@Test
	void register_withoutACodecWhatHasOne_keepsIt() {
		this.messages.register(17, BitSet.class, new BitsCodec());
		assertThat(this.messages.register(BitSet.class)).isEqualTo(17);
		assertThat(this.messages.register(17, BitSet.class)).isEqualTo(17);
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.messages.register(18, BitSet.class))
			.withMessageContaining("registered at 17");
	}

	@Test
	@SuppressWarnings("NullAway")
	void register_null_saysWhatIsMissing() {
		assertThatNullPointerException().isThrownBy(() -> this.messages.register(null))
			.withMessageStartingWith("message type: null");
		assertThatNullPointerException().isThrownBy(() -> this.messages.register(16, null))
			.withMessageStartingWith("message type: null");
		assertThatNullPointerException().isThrownBy(() -> this.messages.register(16, null, new BitsCodec()))
			.withMessageStartingWith("message type: null");
		assertThatNullPointerException().isThrownBy(() -> this.messages.register(16, BitSet.class, null))
			.withMessage("codec of java.util.BitSet: null");
	}

	@Test
	void opcodeOf_isThatOfTheVeryClass() {
		this.messages.register(16, Shape.class);
		assertThat(this.messages.opcodeOf(Shape.class)).hasValue(16);
		assertThat(this.messages.opcodeOf(Circle.class)).isEmpty();
	}

	@Test
	void send_memberOfASealedInterface_usesTheInterface() {
		this.messages.register(Shape.class);
		assertThat(EncodedMessage.of(this.messages, new Square(0)).bytes()).startsWith(1, 1);
	}

	@Test
	void send_unregisteredType_namesItAndTheTable_andSaysWhatToWrite() {
		this.messages.register(16, Chat.class);
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> EncodedMessage.of(this.messages, "text"))
			.withMessageStartingWith("message type java.lang.String: not registered (expected: first "
					+ "node.messages().register(opcode, String.class, codec); in a Spring application also a parameter of an @OnMessage method")
			.withMessageContaining("MessagesCustomizer")
			.withMessageEndingWith("registered: [16 Chat])");
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> EncodedMessage.of(this.messages, new Vote(1)))
			.withMessageContaining("register(opcode, Vote.class);");
	}

	@Test
	void everyUseOfAnUnregisteredType_saysWhatToWrite() {
		try (Node node = Node.builder().build(); Node other = Node.builder().build()) {
			other.listen();
			Peer peer = node.dial(other.externalAddress());
			List<ThrowingCallable> uses = List.of(() -> node.onMessage(Chat.class, (p, chat) -> {
			}), () -> peer.onMessage(Chat.class, (p, chat) -> {
			}), () -> peer.send(new Chat("x")), () -> peer.receive(Chat.class),
					() -> peer.receive(Chat.class, Duration.ofSeconds(1)));
			assertThat(uses).allSatisfy((use) -> assertThatExceptionOfType(NoiseException.class).isThrownBy(use)
				.withMessageContaining("node.messages().register(Chat.class);"));
			assertThat(List.of(peer.sendAsync(new Chat("x")), node.broadcast(new Chat("x"))))
				.allSatisfy((sent) -> assertThat(sent).failsWithin(Duration.ZERO)
					.withThrowableThat()
					.withMessageContaining("node.messages().register(Chat.class);"));
		}
	}

	@Test
	void table_prints() {
		this.messages.register(16, Chat.class);
		this.messages.register(2, Vote.class);
		assertThat(this.messages).hasToString("[2 Vote, 16 Chat]");
		assertThat(this.messages.types()).containsOnlyKeys(2, 16).containsEntry(16, Chat.class);
	}

}
