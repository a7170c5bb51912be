package io.noise.spring.boot.actuate;

import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

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
		assertThat(JsonValue.of(scalar)).isEqualTo(scalar);
	}

	@Test
	void of_longText_isNotCut() {
		String text = "x".repeat(1000);
		assertThat(JsonValue.of(text)).isEqualTo(text);
	}

	@Test
	void of_character_isText() {
		assertThat(JsonValue.of('x')).isEqualTo("x");
	}

	@Test
	void of_enum_isItsNameWhateverItsText() {
		assertThat(JsonValue.of(DayOfWeek.MONDAY)).isEqualTo("MONDAY");
		assertThat(JsonValue.of(Grumpy.NO)).isEqualTo("NO");
	}

	@Test
	void of_number_isNumber() {
		assertThat(JsonValue.of(1.5)).isEqualTo(new BigDecimal("1.5"));
		assertThat(JsonValue.of(0.1f)).isEqualTo(new BigDecimal("0.1"));
		assertThat(JsonValue.of((byte) 7)).isEqualTo(new BigDecimal(7));
		assertThat(JsonValue.of(BigInteger.TEN.pow(30))).isEqualTo(new BigDecimal(BigInteger.TEN.pow(30)));
		assertThat(JsonValue.of(new AtomicInteger(3))).isEqualTo(new BigDecimal(3));
	}

	@Test
	void of_numberThatJsonLacks_isText() {
		assertThat(JsonValue.of(Double.NaN)).isEqualTo("NaN");
		assertThat(JsonValue.of(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
		assertThat(JsonValue.of(List.of(1, Double.POSITIVE_INFINITY))).isEqualTo(List.of(1, "Infinity"));
		DoubleAdder adder = new DoubleAdder();
		adder.add(Double.NaN);
		assertThat(JsonValue.of(adder)).isEqualTo("NaN");
		assertThat(JsonValue.of(new Half())).isEqualTo("1/2");
	}

	@Test
	void of_collectionOfScalars_isList() {
		assertThat(JsonValue.of(List.of("a", 1, Instant.EPOCH))).isEqualTo(List.of("a", 1, Instant.EPOCH));
		assertThat(JsonValue.of(Set.of(DayOfWeek.MONDAY))).isEqualTo(List.of("MONDAY"));
		assertThat(JsonValue.of(List.of())).isEqualTo(List.of());
	}

	@Test
	void of_collectionOfScalars_isCopied() {
		List<Object> values = new ArrayList<>(List.of("a"));
		Object json = JsonValue.of(values);
		values.add("b");
		assertThat(json).isEqualTo(List.of("a"));
	}

	@Test
	void of_collectionOfOthers_isText() {
		assertThat(JsonValue.of(List.of(List.of(1), 2))).isEqualTo("[[1], 2]");
		assertThat(JsonValue.of(Arrays.asList(1, null))).isEqualTo("[1, null]");
		assertThat((String) JsonValue.of(List.of(new Thing("x".repeat(1000))))).hasSize(256).endsWith("…");
	}

	@Test
	void of_anythingElse_isText() {
		assertThat(JsonValue.of(Map.of("k", 1))).isEqualTo("{k=1}");
		assertThat(JsonValue.of(JapaneseDate.of(2026, 11, 22))).isEqualTo("Japanese Reiwa 8-11-22");
		assertThat(JsonValue.of(new Thing("text"))).isEqualTo("text");
	}

	@Test
	void of_text_isCutAfter256Characters() {
		String longest = "x".repeat(256);
		assertThat(JsonValue.of(new Thing(longest))).isEqualTo(longest);
		assertThat(JsonValue.of(new Thing(longest + "x"))).isEqualTo("x".repeat(255) + "…");
	}

	@Test
	void of_halfCharacter_isReplaced() {
		assertThat(JsonValue.of("a\uD83Db")).isEqualTo("a?b");
		assertThat(JsonValue.of('\uD83D')).isEqualTo("?");
		assertThat(JsonValue.of("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
		String cutInTheMiddle = "x".repeat(254) + "\uD83D\uDE00 and so on";
		assertThat(JsonValue.of(new Thing(cutInTheMiddle))).isEqualTo("x".repeat(254) + "?…");
	}

	static Stream<Object> hostile() {
		List<Object> containsItself = new ArrayList<>();
		containsItself.add(List.of(containsItself));
		return Stream.of(new Throwing(new IllegalStateException()), new Throwing(new AssertionError()), containsItself,
				new Thing(null), new ThrowingList(), new ThrowingNumber());
	}

	@ParameterizedTest(name = "{index}")
	@MethodSource("hostile")
	void of_valueThatThrowsOrHasNoText_isItsClass(Object value) {
		assertThat(JsonValue.of(value)).isEqualTo(value.getClass().getName());
	}

	@Test
	void of_anything_canBeWritten() {
		JsonMapper mapper = new JsonMapper();
		Stream
			.of(scalars(), hostile(),
					Stream.of(Double.NaN, "\uD83D", 1e300, Float.MIN_VALUE, new Half(), JapaneseDate.of(2026, 11, 22),
							List.of(DayOfWeek.MONDAY, '\uDE00')))
			.flatMap((values) -> values)
			.map(JsonValue::of)
			.forEach((json) -> assertThat(mapper.readTree(mapper.writeValueAsBytes(json)).isMissingNode()).isFalse());
	}

	enum Grumpy {

		NO;

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	}

	record Throwing(Throwable thrown) {

		@Override
		public String toString() {
			return sneak(this.thrown);
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> String sneak(Throwable thrown) throws T {
			throw (T) thrown;
		}

	}

	record Thing(String text) {

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
