package io.noise.spring.boot.actuate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.JapaneseDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

/**
 * Tests for {@link JsonValue}.
 */
class JsonValueTests {

	static Stream<Object> scalars() {
		return Stream.of("eu", "", 64, 64L, true, Instant.EPOCH, Duration.ofMillis(12300), LocalDate.EPOCH,
				ZoneOffset.UTC, ZoneId.of("Europe/Berlin"));
	}

	@ParameterizedTest
	@MethodSource("scalars")
	void of_scalar_staysWhatItIs(Object scalar) {
		assertThat(json(scalar)).isEqualTo(scalar);
	}

	@Test
	void of_character_isText() {
		assertThat(json('x')).isEqualTo("x");
	}

	@Test
	void of_enum_isItsNameWhateverItsText() {
		assertThat(json(DayOfWeek.MONDAY)).isEqualTo("MONDAY");
		assertThat(json(Grumpy.NO)).isEqualTo("NO");
	}

	@Test
	void of_number_isNumber() {
		assertThat(json(1.5)).isEqualTo(new BigDecimal("1.5"));
		assertThat(json(0.1f)).isEqualTo(new BigDecimal("0.1"));
		assertThat(json((byte) 7)).isEqualTo(new BigDecimal(7));
		assertThat(json(BigInteger.TEN.pow(30))).isEqualTo(new BigDecimal(BigInteger.TEN.pow(30)));
		assertThat(json(new AtomicInteger(3))).isEqualTo(new BigDecimal(3));
	}

	@Test
	void of_numberThatJsonLacks_isText() {
		assertThat(json(Double.NaN)).isEqualTo("NaN");
		assertThat(json(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
		assertThat(json(List.of(1, Double.POSITIVE_INFINITY))).isEqualTo(List.of(1, "Infinity"));
		DoubleAdder adder = new DoubleAdder();
		adder.add(Double.NaN);
		assertThat(json(adder)).isEqualTo("NaN");
		assertThat(json(new Half())).isEqualTo("1/2");
	}

	@Test
	void of_collectionOfScalars_isList() {
		assertThat(json(List.of("a", 1, Instant.EPOCH))).isEqualTo(List.of("a", 1, Instant.EPOCH));
		assertThat(json(Set.of(DayOfWeek.MONDAY))).isEqualTo(List.of("MONDAY"));
		assertThat(json(List.of())).isEqualTo(List.of());
	}

	@Test
	void of_collectionOfScalars_isCopied() {
		List<Object> values = new ArrayList<>(List.of("a"));
		Object json = json(values);
		values.add("b");
		assertThat(json).isEqualTo(List.of("a"));
	}

	@Test
	void of_containers_areJson() {
		assertThat(json(List.of(List.of(1), 2))).isEqualTo(List.of(List.of(1), 2));
		assertThat(json(Arrays.asList(1, null))).isEqualTo(Arrays.asList(1, null));
		assertThat(json(Map.of("k", List.of(Map.of("n", 1))))).isEqualTo(Map.of("k", List.of(Map.of("n", 1))));
		assertThat(json(Map.entry("k", 1))).isEqualTo(Map.of("k", 1));
		assertThat(json(new Point(1, Optional.of("a")))).isEqualTo(Map.of("x", 1, "label", "a"));
		assertThat(json(new int[][] { { 1, 2 }, {} })).isEqualTo(List.of(List.of(1, 2), List.of()));
		assertThat(json(new Object[] { "a", null })).isEqualTo(Arrays.asList("a", null));
		assertThat(json(new AtomicReference<>(List.of("a")))).isEqualTo(List.of("a"));
		assertThat(json(new AtomicReferenceArray<>(new Object[] { 1 }))).isEqualTo(List.of(1));
		assertThat(json(OptionalInt.of(3))).isEqualTo(3);
		assertThat(json(Optional.empty())).isNull();
		assertThat(json(new Thing("text"))).isEqualTo("text");
		assertThat(json(List.of(new Thing("text")))).isEqualTo(List.of("text"));
	}

	@Test
	void of_keysThatAreNoTexts_areTheirTexts_butNotThoseOfContainers() {
		assertThat(json(Map.of(1, "a"))).isEqualTo(Map.of("1", "a"));
		assertThat(json(Map.of(DayOfWeek.MONDAY, "a"))).isEqualTo(Map.of("MONDAY", "a"));
		for (Object key : List.of(new Point(1, Optional.of("hidden")), List.of("hidden"), Map.of("a", "hidden"),
				Optional.of("hidden"), Map.entry("a", "hidden"))) {
			assertThat(String.valueOf(json(Map.of(key, 1)))).contains(key.getClass().getName())
				.doesNotContain("hidden");
		}
		assertThat((Map<?, ?>) json(Map.of(List.of(1), 1, List.of(2), 2))).hasSize(2);
	}

	@Test
	void of_iterableOfUnknownKind_isItsClass() {
		Iterable<String> tree = new Iterable<>() {

			@Override
			public Iterator<String> iterator() {
				return List.of("hidden").iterator();
			}

			@Override
			public String toString() {
				return "hidden";
			}

		};
		assertThat(json(tree)).isEqualTo(tree.getClass().getName());
		assertThat(json(Path.of("a", "b"))).isEqualTo("a/b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Login(user=x, password=shh)", "{\"api-key\": \"shh\"}", "Token: shh",
			"x[clientSecretText = shh]" })
	void of_textThatGivesASecret_isItsClass(String text) {
		assertThat(json(new Thing(text))).isEqualTo(Thing.class.getName());
	}

	@Test
	void of_otherCalendars_areTexts() {
		assertThat(json(JapaneseDate.of(2026, 11, 22))).isEqualTo("Japanese Reiwa 8-11-22");
	}

	// --- size

	@Test
	void of_sixteenEntries_areAllShown_andNoMore() {
		List<Integer> numbers = IntStream.range(0, 17).boxed().toList();
		assertThat(json(numbers.subList(0, 16))).isEqualTo(numbers.subList(0, 16));
		assertThat(json(numbers)).asInstanceOf(LIST).hasSize(17).endsWith("…");
		Map<Integer, Integer> map = new TreeMap<>();
		numbers.forEach((number) -> map.put(number, number));
		assertThat(json(map)).asInstanceOf(MAP).hasSize(17).containsEntry("…", "…").doesNotContainKey("16");
		assertThat(json(new int[1_000_000])).asInstanceOf(LIST).hasSize(17);
	}

	@Test
	void of_anything_isNoLongerThanAFewHundredCharacters() {
		List<Object> itself = new ArrayList<>();
		itself.add(itself);
		itself.add("x".repeat(100));
		Map<String, Object> wide = new HashMap<>();
		IntStream.range(0, 1000).forEach((i) -> wide.put("k".repeat(300) + i, List.of("v".repeat(300), wide)));
		Object deep = "end";
		for (int i = 0; i < 10_000; i++) {
			deep = (i % 2 == 0) ? Optional.of(deep) : List.of(deep);
		}
		for (Object value : List.of("x".repeat(10_000), itself, wide, deep, BigInteger.TEN.pow(5000),
				Arrays.asList(new String[100]), new AtomicReference<>("x".repeat(1000)), "x".repeat(300).split(""),
				List.of(BigInteger.TEN.pow(200), BigInteger.TEN.pow(200), BigInteger.TEN.pow(200)))) {
			assertThat(new JsonMapper().writeValueAsString(json(value))).hasSizeLessThan(400);
		}
	}

	@Test
	void of_text_isCutAfter256Characters() {
		String longest = "x".repeat(256);
		assertThat(json(new Thing(longest))).isEqualTo(longest);
		assertThat(json(new Thing(longest + "x"))).isEqualTo("x".repeat(255) + "…");
	}

	@Test
	void of_halfCharacter_isReplaced() {
		assertThat(json("a\uD83Db")).isEqualTo("a?b");
		assertThat(json('\uD83D')).isEqualTo("?");
		assertThat(json("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
		String cutInTheMiddle = "x".repeat(254) + "\uD83D\uDE00 and so on";
		assertThat(json(new Thing(cutInTheMiddle))).isEqualTo("x".repeat(254) + "?…");
	}

	static Stream<Object> hostile() {
		return Stream.of(new Throwing(new IllegalStateException()), new Throwing(new AssertionError()), new Thing(null),
				new ThrowingList(), new ThrowingNumber(), new ThrowingRecord(1));
	}

	@ParameterizedTest(name = "{index}")
	@MethodSource("hostile")
	void of_valueThatThrowsOrHasNoText_isItsClass(Object value) {
		assertThat(json(value)).isEqualTo(value.getClass().getName());
	}

	@Test
	void of_anything_canBeWritten() {
		JsonMapper mapper = new JsonMapper();
		Stream
			.of(scalars(), hostile(),
					Stream.of(Double.NaN, "\uD83D", 1e300, Float.MIN_VALUE, new Half(), JapaneseDate.of(2026, 11, 22),
							List.of(DayOfWeek.MONDAY, '\uDE00')))
			.flatMap((values) -> values)
			.map(JsonValueTests::json)
			.forEach((json) -> assertThat(mapper.readTree(mapper.writeValueAsBytes(json)).isMissingNode()).isFalse());
	}

	private static Object json(Object value) {
		return JsonValue.of("key", value, (key, shown) -> shown);
	}

	enum Grumpy {

		NO;

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	}

	static final class Throwing {

		private final Throwable thrown;

		Throwing(Throwable thrown) {
			this.thrown = thrown;
		}

		@Override
		public String toString() {
			return sneak(this.thrown);
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> String sneak(Throwable thrown) throws T {
			throw (T) thrown;
		}

	}

	record Point(int x, Optional<String> label) {

		@Override
		public String toString() {
			return "not asked for";
		}

	}

	record ThrowingRecord(int number) {

		@Override
		public int number() {
			throw new IllegalStateException();
		}

	}

	static final class Thing {

		private final String text;

		Thing(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	static final class ThrowingList extends AbstractList<String> {

		@Override
		public String get(int index) {
			throw new IllegalStateException();
		}

		@Override
		public int size() {
			return 1;
		}

	}

	static class Half extends Number {

		private static final long serialVersionUID = 1L;

		@Override
		public int intValue() {
			return 0;
		}

		@Override
		public long longValue() {
			return 0;
		}

		@Override
		public float floatValue() {
			return 0.5f;
		}

		@Override
		public double doubleValue() {
			return 0.5;
		}

		@Override
		public String toString() {
			return "1/2";
		}

	}

	static final class ThrowingNumber extends Half {

		private static final long serialVersionUID = 1L;

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	}

}
