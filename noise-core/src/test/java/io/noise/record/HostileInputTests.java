package io.noise.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Bytes that strangers may send instead of a record.
 */
@SuppressWarnings("ArrayRecordComponent")
class HostileInputTests {

	enum Colour {

		RED, GREEN

	}

	sealed interface Figure permits Circle {

	}

	record Circle(int radius) implements Figure {
	}

	record Paint(Colour colour) {
	}

	record Drawing(Figure figure) {
	}

	record Flag(boolean flag) {
	}

	record Perhaps(Optional<Integer> number) {
	}

	record At(Instant at) {
	}

	record Took(Duration took) {
	}

	record Text(String text) {
	}

	@Test
	void decode_anIndexThatDoesNotExist_isRefused() {
		assertRefused(Paint.class, "02", "Paint.colour: Colour at offset 0: 2 (expected: below 2)");
		assertRefused(Paint.class, "ff", "Paint.colour: Colour at offset 0: 255 (expected: below 2)");
		assertRefused(Drawing.class, "0100000000", "Drawing.figure: Figure at offset 0: 1 (expected: below 1)");
		assertRefused(Flag.class, "02", "Flag.flag: boolean at offset 0: 2 (expected: 0 or 1)");
		assertRefused(Perhaps.class, "0200000000", "Perhaps.number: boolean at offset 0: 2 (expected: 0 or 1)");
	}

	@ParameterizedTest
	@CsvSource({ "00ca9a3b, 1000000000", "ffffffff, 4294967295" })
	void decode_nanosecondsOfMoreThanASecond_areRefused(String bytes, long nanos) {
		String message = "nanoseconds at offset 8: " + nanos + " (expected: at most 999999999)";
		assertRefused(At.class, "0000000000000000" + bytes, "At.at: " + message);
		assertRefused(Took.class, "0000000000000000" + bytes, "Took.took: " + message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ffffffffffffff7f", "0000000000000080", "ff13641410e38fff", "007995fad21c7000" })
	void decode_anInstantOutsideOfTime_isRefused(String seconds) {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(At.class, seconds + "00000000"))
			.withMessageStartingWith("At.at: instant at offset 0: ");
	}

	@Test
	void decode_theLongestDurations_areRead() {
		assertThat(Bytes.decode(Took.class, "ffffffffffffff7f" + "ffc99a3b").took())
			.isEqualTo(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
	}

	@Test
	void decode_malformedText_isRefused() {
		assertRefused(Text.class, "02000000c328", "Text.text: string at offset 0: malformed text (expected: UTF-8)");
	}

	record Longs(byte before, List<Long> longs) {
	}

	record Paints(List<Paint> paints) {
	}

	@ParameterizedTest
	@CsvSource({ "ffffffff, 4294967295", "00000080, 2147483648", "ffffff7f, 2147483647", "04000000, 4" })
	void decode_moreElementsThanBytes_isRefusedBeforeAnythingIsAllocated(String count, long elements) {
		assertRefused(Longs.class, "01" + count + "00".repeat(23),
				"Longs.longs at offset 1: " + elements + " elements in 23 bytes (expected: 8 bytes or more each)");
	}

	@Test
	void decode_aListOfTheSmallestElements_needsAByteForEach() {
		assertThat(Bytes.decode(Paints.class, "03000000" + "000100").paints()).hasSize(3);
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Bytes.decode(Paints.class, "04000000" + "000100"));
	}

	record Note(Optional<String> text) {
	}

	record Notes(List<Note> notes) {
	}

	@Test
	void decode_elementsThatMayBeMissing_areNotMadeFromNothing() {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Bytes.decode(Notes.class, "ffffff7f" + "00"));
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(Notes.class, "02000000"));
	}

	record Tree(List<Tree> children) {
	}

	record Loop(Optional<Loop> next) {
	}

	@Test
	void decode_upTo64RecordsWithinEachOther_succeeds() {
		assertThat(Bytes.decode(Tree.class, "01000000".repeat(63) + "00000000").children()).hasSize(1);
		assertThat(Bytes.decode(Loop.class, "01".repeat(63) + "00").next()).isPresent();
	}

	@Test
	void decode_moreThan64RecordsWithinEachOther_isRefused() {
		String suffix = ": more than 64 records within each other (expected: at most 64)";
		assertRefused(Tree.class, "01000000".repeat(64) + "00000000", "Tree.children: Tree" + suffix);
		assertRefused(Tree.class, "01000000".repeat(100_000), "Tree.children: Tree" + suffix);
		assertRefused(Loop.class, "01".repeat(100_000), "Loop.next: Loop" + suffix);
	}

	record Positive(int number) {

		Positive {
			if (number < 1) {
				throw new IllegalArgumentException("number: " + number + " (expected: at least 1)");
			}
		}

	}

	@Test
	void decode_whatTheConstructorRefuses_isRefusedWithItsReason() {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(Positive.class, "00000000"))
			.withMessage("Positive: its constructor threw java.lang.IllegalArgumentException: "
					+ "number: 0 (expected: at least 1)")
			.withCauseInstanceOf(IllegalArgumentException.class)
			.satisfies((ex) -> assertThat(ex.getStackTrace()).isEmpty());
	}

	record Everything(byte b, Short s, int i, long l, float f, double d, boolean z, String text, byte[] blob,
			List<Circle> circles, Circle circle, Colour colour, Optional<UUID> id, Instant at, Duration took,
			Figure figure, Tree tree, List<String> words, Optional<Long> last) {
	}

	@Test
	void decode_cutAtAnyByte_isRefusedOrAnOlderVersion() {
		Tree tree = new Tree(List.of(new Tree(List.of()), new Tree(List.of())));
		String whole = Bytes.encode(
				new Everything((byte) 1, (short) 2, 3, 4, 5, 6, true, "seven", new byte[] { 8 }, List.of(new Circle(9)),
						new Circle(10), Colour.GREEN, Optional.of(new UUID(11, 12)), Instant.ofEpochSecond(13),
						Duration.ofNanos(14), new Circle(15), tree, List.of("a", "b"), Optional.of(16L)));
		int olderVersions = 0;
		for (int cut = 0; cut < whole.length(); cut += 2) {
			String part = whole.substring(0, cut);
			try {
				Everything older = Bytes.decode(Everything.class, part);
				assertThat(Bytes.encode(older)).startsWith(part).matches(".{" + cut + "}0+");
				olderVersions++;
			}
			catch (PayloadException ex) {
				assertThat(ex).hasMessageContaining("expected: ");
			}
		}
		assertThat(olderVersions).as("cuts before last, words, the second child and the tree").isEqualTo(4);
	}

	@Test
	void decode_anyBytes_isRefusedOrAValue() {
		Random random = new Random(3);
		RecordCodec<Everything> codec = RecordCodec.of(Everything.class);
		int refused = 0;
		for (int round = 0; round < 10_000; round++) {
			byte[] noise = new byte[random.nextInt(300)];
			for (int i = 0; i < noise.length; i++) {
				noise[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(2));
			}
			try {
				codec.decode(PayloadReader.of(noise));
			}
			catch (PayloadException ex) {
				refused++;
			}
		}
		assertThat(refused).isPositive();
	}

	private static void assertRefused(Class<?> type, String bytes, String message) {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(type, bytes))
			.withMessage(message);
	}

}
