package io.noise.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random records, which are read as they were written.
 */
class RandomRecordsTests {

	private static final int ROUNDS = 10_000;

	enum Suit {

		CLUBS, DIAMONDS, HEARTS, SPADES

	}

	sealed interface Card permits Numbered, Court {

	}

	record Numbered(Suit suit, byte number) implements Card {
	}

	sealed interface Court extends Card permits King, Queen {

	}

	record King(Suit suit) implements Court {
	}

	record Queen(Suit suit, Optional<Queen> heir) implements Court {
	}

	record Numbers(byte b, short s, int i, long l, float f, double d, boolean z) {
	}

	record Hand(Byte b, Short s, Integer i, Long l, Float f, Double d, Boolean z, String text, List<Integer> blob,
			List<Card> cards, Optional<Card> trump, List<Optional<List<String>>> notes, UUID id, Instant at,
			Duration took, Numbers numbers, List<Hand> played) {
	}

	private final Random random = new Random(20);

	@Test
	void anyRecord_roundTrips() {
		RecordCodec<Hand> codec = RecordCodec.of(Hand.class);
		PayloadWriter out = new PayloadWriter();
		for (int round = 0; round < ROUNDS; round++) {
			Hand hand = hand(0);
			codec.encode(hand, out.reset());
			PayloadReader in = PayloadReader.of(out.toBytes());
			assertThat(codec.decode(in)).isEqualTo(hand);
			assertThat(in.remaining()).isZero();
		}
	}

	private Hand hand(int depth) {
		return new Hand((byte) number(), (short) number(), (int) number(), number(),
				Float.intBitsToFloat((int) number()), Double.longBitsToDouble(number()), this.random.nextBoolean(),
				text(), list(20, () -> (int) number()), list(5, this::card), optional(this::card),
				list(3, () -> optional(() -> list(2, this::text))), new UUID(number(), number()),
				Instant.ofEpochSecond(number() >> 20, nanos()), Duration.ofSeconds(number(), nanos()), numbers(),
				list(depth < 3 ? 3 : 1, () -> hand(depth + 1)));
	}

	private Numbers numbers() {
		return new Numbers((byte) number(), (short) number(), (int) number(), number(), this.random.nextFloat(),
				this.random.nextDouble(), this.random.nextBoolean());
	}

	private Card card() {
		Suit suit = Suit.values()[this.random.nextInt(4)];
		return switch (this.random.nextInt(3)) {
			case 0 -> new Numbered(suit, (byte) number());
			case 1 -> new King(suit);
			default -> new Queen(suit, optional(() -> new Queen(suit, Optional.empty())));
		};
	}

	/** Small and large ones alike. */
	private long number() {
		return this.random.nextLong() >> this.random.nextInt(64);
	}

	private long nanos() {
		return this.random.nextInt(1_000_000_000);
	}

	private String text() {
		int[] characters = this.random.ints(this.random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
			.map((c) -> this.random.nextBoolean() ? c & 0x7f : c)
			.filter((c) -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
			.toArray();
		return new String(characters, 0, characters.length);
	}

	private <T> Optional<T> optional(Supplier<T> value) {
		return this.random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
	}

	private <T> List<T> list(int below, Supplier<T> element) {
		List<T> list = new ArrayList<>();
		for (int i = this.random.nextInt(below); i > 0; i--) {
			list.add(element.get());
		}
		return list;
	}

}
