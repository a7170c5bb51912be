package io.noise.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The bytes of every kind of component.
 */
@SuppressWarnings("ArrayRecordComponent")
class RecordCodecTests {

	record Primitives(byte b, short s, int i, long l, float f, double d, boolean z) {
	}

	record Boxes(Byte b, Short s, Integer i, Long l, Float f, Double d, Boolean z) {
	}

	@Test
	void primitivesAndTheirBoxes_haveTheSameBytes() {
		String bytes = "ff" + "feff" + "03000000" + "0400000000000080" + "0000c03f" + "00000000000000c0" + "01";
		Primitives primitives = new Primitives((byte) -1, (short) -2, 3, Long.MIN_VALUE + 4, 1.5f, -2.0, true);
		Boxes boxes = new Boxes((byte) -1, (short) -2, 3, Long.MIN_VALUE + 4, 1.5f, -2.0, true);
		assertRoundTrip(primitives, bytes);
		assertRoundTrip(boxes, bytes);
	}

	record Text(String text) {
	}

	@ParameterizedTest
	@CsvSource({ "'', 00000000", "hi, 020000006869", "é✓🙂, 09000000c3a9e29c93f09f9982" })
	void string_isItsLengthAndItsUtf8(String text, String bytes) {
		assertRoundTrip(new Text(text), bytes);
	}

	record Blob(byte[] data) {
	}

	@Test
	void bytes_areTheirLengthAndACopy() {
		byte[] data = { 1, 2 };
		byte[] payload = { 2, 0, 0, 0, 1, 2 };
		assertThat(Bytes.encode(new Blob(data))).isEqualTo("020000000102");
		byte[] decoded = RecordCodec.of(Blob.class).decode(PayloadReader.of(payload)).data();
		payload[4] = 9;
		assertThat(decoded).isEqualTo(data);
	}

	record Words(List<String> words) {
	}

	record Grid(List<List<Short>> rows) {
	}

	@Test
	void list_isItsCountAndItsElements() {
		assertRoundTrip(new Words(List.of()), "00000000");
		assertRoundTrip(new Words(List.of("a", "")), "02000000" + "0100000061" + "00000000");
		assertRoundTrip(new Grid(List.of(List.of((short) 1), List.of())),
				"02000000" + "01000000" + "0100" + "00000000");
	}

	@Test
	void list_decoded_isUnmodifiable() {
		List<String> words = Bytes.decode(Words.class, "010000000100000061").words();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> words.set(0, "b"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> words.add("b"));
	}

	@Test
	void list_ofAnyKind_isEncoded() {
		assertThat(Bytes.encode(new Words(new ArrayList<>(Arrays.asList("a"))))).isEqualTo("010000000100000061");
	}

	record Perhaps(Optional<Integer> number, Optional<List<Boolean>> flags, Optional<Optional<Byte>> twice) {
	}

	@Test
	void optional_isAFlagAndTheValue() {
		assertRoundTrip(new Perhaps(Optional.empty(), Optional.empty(), Optional.empty()), "000000");
		assertRoundTrip(new Perhaps(Optional.of(5), Optional.of(List.of(true)), Optional.of(Optional.of((byte) 7))),
				"0105000000" + "010100000001" + "010107");
		assertRoundTrip(new Perhaps(Optional.empty(), Optional.of(List.of()), Optional.of(Optional.empty())),
				"00" + "0100000000" + "0100");
	}

	enum Colour {

		RED, GREEN {
			@Override
			int hue() {
				return 120;
			}
		},
		BLUE;

		int hue() {
			return 0;
		}

	}

	record Paint(Colour colour) {
	}

	@Test
	void enum_isItsOrdinal() {
		assertRoundTrip(new Paint(Colour.RED), "00");
		assertRoundTrip(new Paint(Colour.GREEN), "01");
		assertRoundTrip(new Paint(Colour.BLUE), "02");
	}

	record Key(UUID id) {
	}

	@Test
	void uuid_isBigEndian() {
		assertRoundTrip(new Key(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")),
				"00112233445566778899aabbccddeeff");
	}

	record Times(Instant at, Duration took) {
	}

	@Test
	void instantAndDuration_areSecondsAndNanoseconds() {
		assertRoundTrip(new Times(Instant.ofEpochSecond(1, 2), Duration.ofSeconds(3, 4)),
				"0100000000000000" + "02000000" + "0300000000000000" + "04000000");
		assertRoundTrip(new Times(Instant.MIN, Duration.ofSeconds(Long.MIN_VALUE)),
				"0014641410e38fff" + "00000000" + "0000000000000080" + "00000000");
		assertRoundTrip(new Times(Instant.MAX, Duration.ofNanos(-1)),
				"ff7895fad21c7000" + "ffc99a3b" + "ffffffffffffffff" + "ffc99a3b");
	}

	record Point(int x, int y) {
	}

	record Line(Point from, Point to, List<Point> via) {
	}

	@Test
	void record_withinARecord_liesInLine() {
		assertRoundTrip(new Line(new Point(1, 2), new Point(3, 4), List.of(new Point(5, 6))),
				"01000000" + "02000000" + "03000000" + "04000000" + "01000000" + "05000000" + "06000000");
	}

	record Nothing() {
	}

	record Nothings(Nothing one, Optional<Nothing> two) {
	}

	@Test
	void record_withoutComponents_takesNoBytes() {
		assertRoundTrip(new Nothing(), "");
		assertRoundTrip(new Nothings(new Nothing(), Optional.of(new Nothing())), "01");
	}

	sealed interface Figure permits Circle, Polygon, Empty {

	}

	record Circle(int radius) implements Figure {
	}

	sealed interface Polygon extends Figure permits Square, Triangle {

	}

	record Square(int side) implements Polygon {
	}

	record Triangle(byte a, byte b, byte c) implements Polygon {
	}

	record Empty() implements Figure {
	}

	record Drawing(List<Figure> figures) {
	}

	@Test
	void sealedInterface_isTheIndexInPermitsAndTheRecord() {
		assertThat(Bytes.encode(Figure.class, new Circle(1))).isEqualTo("00" + "01000000");
		assertThat(Bytes.decode(Figure.class, "0001000000")).isEqualTo(new Circle(1));
		assertRoundTrip(new Drawing(List.of(new Empty(), new Square(2), new Triangle((byte) 3, (byte) 4, (byte) 5))),
				"03000000" + "02" + "010002000000" + "0101030405");
	}

	@Test
	void sealedInterface_aRecordEncodedAsItself_hasNoIndex() {
		assertRoundTrip(new Circle(1), "01000000");
	}

	record Tree(List<Tree> children) {
	}

	record Branch(Fork fork) {
	}

	record Fork(List<Branch> branches) {
	}

	sealed interface Expression permits Constant, Sum {

	}

	record Constant(short value) implements Expression {
	}

	record Sum(Expression left, Expression right) implements Expression {
	}

	@Test
	void recordsThatContainThemselves_areEncoded() {
		assertRoundTrip(new Tree(List.of(new Tree(List.of()), new Tree(List.of()))),
				"02000000" + "00000000" + "00000000");
		assertRoundTrip(new Fork(List.of(new Branch(new Fork(List.of())))), "01000000" + "00000000");
		assertThat(Bytes.decode(Expression.class, "01" + "00" + "0100" + "01" + "00" + "0200" + "00" + "0300"))
			.isEqualTo(new Sum(new Constant((short) 1), new Sum(new Constant((short) 2), new Constant((short) 3))));
	}

	private record Hidden(int number) {

		private Hidden {
			number++;
		}

	}

	@Test
	void privateAndLocalRecords_goThroughTheirConstructor() {
		record Local(Hidden hidden) {
		}
		Local local = Bytes.decode(Local.class, "01000000");
		assertThat(local.hidden()).isEqualTo(new Hidden(1)).extracting(Hidden::number).isEqualTo(2);
		assertThat(Bytes.encode(local)).isEqualTo("02000000");
	}

	@Test
	void codec_isUsedManyTimesAndLeavesTheRestUnread() {
		RecordCodec<Point> codec = RecordCodec.of(Point.class);
		PayloadWriter out = new PayloadWriter();
		codec.encode(new Point(1, 2), out);
		codec.encode(new Point(3, 4), out.writeByte(9));
		PayloadReader in = PayloadReader.of(out.toBytes());
		assertThat(codec.decode(in)).isEqualTo(new Point(1, 2));
		assertThat(in.readByte()).isEqualTo((byte) 9);
		assertThat(codec.decode(in)).isEqualTo(new Point(3, 4));
	}

	@SuppressWarnings("unchecked")
	private static <T> void assertRoundTrip(T value, String bytes) {
		assertThat(Bytes.encode(value)).isEqualTo(bytes);
		assertThat(Bytes.decode((Class<T>) value.getClass(), bytes)).isEqualTo(value);
	}

}
