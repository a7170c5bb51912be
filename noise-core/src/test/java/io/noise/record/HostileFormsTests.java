package io.noise.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Bytes that strangers may send in place of the values of each form.
 */
@SuppressWarnings("ArrayRecordComponent")
class HostileFormsTests {

	private static final String MANY = "ffffff7f";

	record Shorts(short[] all) {
	}

	record Ints(int[] all) {
	}

	record Longs(long[] all) {
	}

	record Floats(float[] all) {
	}

	record Doubles(double[] all) {
	}

	record Booleans(boolean[] all) {
	}

	record Chars(char[] all) {
	}

	@ParameterizedTest
	@ValueSource(classes = { Shorts.class, Ints.class, Longs.class, Floats.class, Doubles.class, Booleans.class,
			Chars.class })
	void array_longerThanTheBytes_isRefused(Class<?> type) {
		for (String count : new String[] { MANY, "ffffffff", "00000080", "04000000" }) {
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(type, count + "010101"))
				.withMessageStartingWith(type.getSimpleName() + ".all: array at offset 0: ")
				.withMessageContaining(" elements in 3 bytes (expected: ");
		}
	}

	@Test
	void array_ofBooleans_refusesOtherBytes() {
		assertRefused(Booleans.class, "0200000001" + "02", "Booleans.all: boolean at offset 5: 2 (expected: 0 or 1)");
	}

	record Big(BigInteger number) {
	}

	record Decimal(BigDecimal number) {
	}

	@Test
	void bigNumber_outOfBounds_isRefused() {
		assertRefused(Big.class, "00000000", "Big.number: number at offset 0: 0 bytes (expected: 1 to 65536)");
		assertRefused(Big.class, "01000100" + "01".repeat(65_537),
				"Big.number: number at offset 0: 65537 bytes (expected: 1 to 65536)");
		assertRefused(Big.class, "00000100" + "010101",
				"Big.number: raw bytes at offset 4: 3 bytes left (expected: 65536)");
		assertThat(Bytes.decode(Big.class, "03000000" + "000001").number()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "ffffff7f, 2147483647", "00000080, -2147483648", "a1860100, 100001" })
	void decimal_ofAHugeScale_isRefused(String scale, int value) {
		assertRefused(Decimal.class, scale + "01000000" + "01",
				"Decimal.number: scale at offset 0: " + value + " (expected: -100000 to 100000)");
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Decimal(BigDecimal.valueOf(1, value))))
			.withMessage("Decimal.number: scale: " + value + " (expected: -100000 to 100000)");
	}

	@Test
	void bigNumber_outOfBounds_isNotWritten() {
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Big(BigInteger.ONE.shiftLeft(524_287))))
			.withMessage("Big.number: number: 65537 bytes (expected: at most 65536)");
		Big largest = new Big(BigInteger.ONE.shiftLeft(524_287).negate());
		assertThat(Bytes.decode(Big.class, Bytes.encode(largest))).isEqualTo(largest);
	}

	record Day(LocalDate day) {
	}

	record Time(LocalTime time) {
	}

	record Moment(LocalDateTime moment) {
	}

	record Offset(OffsetDateTime time) {
	}

	record Zoned(ZonedDateTime time) {
	}

	@Test
	void time_outOfRange_isRefused() {
		assertRefused(Day.class, "ffffffffffffff7f",
				"Day.day: epoch day at offset 0: 9223372036854775807 (expected: -365243219162 to 365241780471)");
		assertRefused(Time.class, "ffffffffffffffff",
				"Time.time: nanosecond of the day at offset 0: -1 (expected: 0 to 86399999999999)");
		assertRefused(Moment.class, "00".repeat(8) + "0000cee3194e0100",
				"Moment.moment: nanosecond of the day at offset 8: 367348079788032 (expected: 0 to 86399999999999)");
		assertRefused(Offset.class, "00".repeat(16) + "00000080",
				"Offset.time: offset of the zone at offset 16: -2147483648 seconds (expected: -64800 to 64800)");
	}

	@Test
	void zone_thatDoesNotExist_isRefused() {
		String start = "00".repeat(20);
		assertRefused(Zoned.class, start + "01000000" + "78", "Zoned.time: zone at offset 20: "
				+ "Invalid ID for ZoneOffset, invalid format: x (expected: the id of a known time zone)");
		for (String zone : new String[] { "", "No/Where", "UTC+99", "..", "+18:01", "\0" }) {
			String bytes = text(zone);
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(Zoned.class, start + bytes))
				.withMessageStartingWith("Zoned.time: zone at offset 20: ");
		}
		assertRefused(Zoned.class, start + text("A".repeat(100_000)),
				"Zoned.time: zone at offset 20: 100000 characters (expected: at most 256)");
	}

	@Test
	void offsetThatItsZoneDoesNotHave_keepsTheInstant() {
		ZonedDateTime read = Bytes.decode(Zoned.class, "00".repeat(20) + text("Europe/Paris")).time();
		assertThat(read.toEpochSecond()).isZero();
		assertThat(read).hasToString("1970-01-01T01:00+01:00[Europe/Paris]");
	}

	record Link(URI uri) {
	}

	record Host(InetAddress host) {
	}

	@Test
	void uri_thatIsNone_isRefused() {
		assertRefused(Link.class, text("a b"),
				"Link.uri: URI at offset 0: " + "Illegal character in path at index 1 (expected: a URI of RFC 2396)");
		assertRefused(Link.class, MANY, "Link.uri: string at offset 4: 0 bytes left (expected: 2147483647)");
	}

	@Test
	void address_ofAnotherLength_isRefused() {
		assertRefused(Host.class, "05" + "01".repeat(5),
				"Host.host: IP address at offset 0: 5 bytes (expected: 4 or 16)");
		assertRefused(Host.class, "00", "Host.host: IP address at offset 0: 0 bytes (expected: 4 or 16)");
		assertRefused(Host.class, "10" + "01".repeat(4),
				"Host.host: raw bytes at offset 1: 4 bytes left (expected: 16)");
	}

	@Test
	void address_ofIpv4WithinIpv6_isThatOfIpv4() throws Exception {
		Host host = Bytes.decode(Host.class, "10" + "00".repeat(10) + "ffff" + "7f000001");
		assertThat(host.host()).isEqualTo(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
	}

	record Numbers(Set<Integer> set) {
	}

	record Names(Map<Byte, String> map) {
	}

	@Test
	void setAndMap_ofMoreThanTheBytes_areRefused() {
		assertRefused(Numbers.class, MANY + "010101",
				"Numbers.set at offset 0: 2147483647 elements in 3 bytes (expected: 4 bytes or more each)");
		assertRefused(Names.class, MANY + "010101",
				"Names.map at offset 0: 2147483647 elements in 3 bytes (expected: 5 bytes or more each)");
	}

	@Test
	void setAndMap_withDuplicates_areRefused() {
		assertRefused(Numbers.class, "03000000" + "01000000" + "02000000" + "01000000",
				"Numbers.set: element 2 again (expected: each once)");
		assertRefused(Names.class, "02000000" + "0700000000" + "070100000061",
				"Names.map: key 1 again (expected: each once)");
	}

	record Text(Set<String> all) {
	}

	@Test
	void duplicatesOfAnUnusualSet_areNotWritten() {
		Set<String> identities = Collections.newSetFromMap(new IdentityHashMap<>());
		identities.add("a");
		identities.add(new String("a".toCharArray()));
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Text(identities)))
			.withMessage("Text.all: equal elements (expected: each once, by equals)");
	}

	@Test
	void nullsInSetsAndMaps_areNotWritten() {
		Set<Integer> set = new HashSet<>();
		set.add(null);
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Numbers(set)))
			.withMessage("Numbers.set: null as element 0 (expected: a value)");
		Map<Byte, String> map = new HashMap<>();
		map.put((byte) 1, null);
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Names(map)))
			.withMessage("Names.map: null as value of key 0 (expected: a value)");
		map.clear();
		map.put(null, "");
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Names(map)))
			.withMessage("Names.map: null as key 0 (expected: a value)");
	}

	@Test
	void setAndMap_decoded_areUnmodifiable() {
		Set<Integer> set = Bytes.decode(Numbers.class, "0100000001000000").set();
		Map<Byte, String> map = Bytes.decode(Names.class, "00000000").map();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> set.add(2));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put((byte) 1, ""));
	}

	record Later(int first, Set<String> set, Map<String, Later> map) {
	}

	@Test
	void setAndMap_missingAtTheEnd_areEmpty() {
		assertThat(Bytes.decode(Later.class, "01000000")).isEqualTo(new Later(1, Set.of(), Map.of()));
		assertThat(Bytes.decode(Later.class, "0100000000000000")).isEqualTo(new Later(1, Set.of(), Map.of()));
	}

	// ---- floods of keys whose hashes collide

	record Pair(int a, int b) {
	}

	record Pairs(Set<Pair> pairs) {
	}

	record ByPair(Map<Pair, Byte> map) {
	}

	record Nested(Set<Set<Set<Pair>>> all) {
	}

	record Tree(Set<Tree> children) {
	}

	/** Pairs that all have the hash 0. */
	private static void writeColliding(PayloadWriter out, int count, boolean values) {
		out.writeInt(count);
		for (int i = 0; i < count; i++) {
			out.writeInt(i).writeInt(-31 * i);
			if (values) {
				out.writeByte(1);
			}
		}
	}

	@Test
	void keysOfOneHash_areRefusedIfThereAreMany() {
		for (Class<?> type : new Class<?>[] { Pairs.class, ByPair.class }) {
			String noun = (type == Pairs.class) ? "Pairs.pairs: too many of 100000 elements"
					: "ByPair.map: too many of 100000 keys";
			PayloadWriter out = new PayloadWriter();
			writeColliding(out, 100_000, type == ByPair.class);
			assertThatExceptionOfType(PayloadException.class)
				.isThrownBy(() -> RecordCodec.of(type).decode(PayloadReader.of(out.toBytes())))
				.withMessage(noun + " have the same hash (expected: a few)");
			PayloadWriter few = new PayloadWriter();
			writeColliding(few, 100, type == ByPair.class);
			assertThat(RecordCodec.of(type).decode(PayloadReader.of(few.toBytes()))).isNotNull();
		}
	}

	@Test
	void keysOfOneHash_areNotWrittenEither() {
		Set<Pair> pairs = new HashSet<>();
		for (int i = 0; i < 1_000; i++) {
			pairs.add(new Pair(i, -31 * i));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Pairs(pairs)))
			.withMessage("Pairs.pairs: too many of 1000 elements have the same hash (expected: a few)");
	}

	@Test
	void manyPairsAsTheyOccur_areRead() {
		Set<Pair> grid = new HashSet<>();
		for (int x = 0; x < 300; x++) {
			for (int y = 0; y < 300; y++) {
				grid.add(new Pair(x, y));
			}
		}
		Pairs pairs = new Pairs(grid);
		assertThat(Bytes.decode(Pairs.class, Bytes.encode(pairs))).isEqualTo(pairs);
	}

	/** The JDK sorts such keys by their text. */
	@Test
	void textsOfOneHash_mayBeMany() {
		PayloadWriter out = new PayloadWriter();
		int count = 1 << 13;
		out.writeInt(count);
		for (int i = 0; i < count; i++) {
			StringBuilder text = new StringBuilder();
			for (int bit = 0; bit < 13; bit++) {
				text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
			}
			out.writeString(text.toString());
		}
		assertThat(RecordCodec.of(Text.class).decode(PayloadReader.of(out.toBytes())).all()).hasSize(count);
	}

	/**
	 * To compare these sets would take the product of their sizes, once for each pair.
	 */
	@Test
	void setsOfSetsOfOneHash_areRefusedBeforeTheyAreCompared() {
		PayloadWriter out = new PayloadWriter();
		out.writeInt(1).writeInt(40);
		for (int i = 0; i < 40; i++) {
			writeColliding(out, 128, false);
		}
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> RecordCodec.of(Nested.class).decode(PayloadReader.of(out.toBytes())))
			.withMessageStartingWith("Nested.all: ");
	}

	@Test
	void treesOfSets_areReadIfTheyAreSmallOrChains() {
		Tree leaf = new Tree(Set.of());
		Tree chain = new Tree(Set.of(new Tree(Set.of(leaf))));
		Tree tree = new Tree(Set.of(leaf, chain, new Tree(Set.of(leaf))));
		assertThat(Bytes.decode(Tree.class, Bytes.encode(tree))).isEqualTo(tree);
		assertRefused(Tree.class, "01000000".repeat(100_000),
				"Tree.children: Tree: more than 64 records within each other (expected: at most 64)");
	}

	// ---- any bytes

	record Everything(char c, Map<String, List<Optional<Pair>>> map, Set<Tree> trees, BigDecimal decimal, LocalDate day,
			Zoned zoned, URI uri, InetAddress host, int[] numbers, Map<Host, Day> hosts, Set<List<String>> lists) {
	}

	@Test
	void anyBytes_areRefusedOrAValue() {
		Random random = new Random(5);
		RandomForms forms = new RandomForms(random);
		RecordCodec<Everything> codec = RecordCodec.of(Everything.class);
		int refused = 0;
		for (int round = 0; round < 5_000; round++) {
			PayloadWriter out = new PayloadWriter();
			codec.encode((Everything) forms.record(Everything.class, 0), out);
			byte[] bytes = out.toBytes();
			for (int i = random.nextInt(3); i >= 0; i--) {
				bytes[random
					.nextInt(bytes.length)] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(3));
			}
			try {
				codec.decode(PayloadReader.of(bytes, 0, bytes.length - random.nextInt(2)));
			}
			catch (PayloadException ex) {
				assertThat(ex.component()).isPresent();
				refused++;
			}
		}
		assertThat(refused).isPositive();
	}

	private static void assertRefused(Class<?> type, String bytes, String message) {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(type, bytes))
			.withMessage(message);
	}

	private static String text(String text) {
		return HexFormat.of().formatHex(new PayloadWriter().writeString(text).toBytes());
	}

}
