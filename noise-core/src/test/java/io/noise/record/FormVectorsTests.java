package io.noise.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Components against bytes that were computed apart from this code.
 */
@SuppressWarnings("ArrayRecordComponent")
class FormVectorsTests {

	record OfChar(char value) {
	}

	record OfShorts(short[] value) {
	}

	record OfInts(int[] value) {
	}

	record OfLongs(long[] value) {
	}

	record OfFloats(float[] value) {
	}

	record OfDoubles(double[] value) {
	}

	record OfBooleans(boolean[] value) {
	}

	record OfChars(char[] value) {
	}

	record OfSet(Set<String> value) {
	}

	record OfMap(Map<String, Integer> value) {
	}

	record OfBigInteger(BigInteger value) {
	}

	record OfBigDecimal(BigDecimal value) {
	}

	record OfDate(LocalDate value) {
	}

	record OfTime(LocalTime value) {
	}

	record OfDateTime(LocalDateTime value) {
	}

	record OfOffset(OffsetDateTime value) {
	}

	record OfZoned(ZonedDateTime value) {
	}

	record OfUri(URI value) {
	}

	record OfAddress(InetAddress value) {
	}

	static Stream<JsonNode> forms() {
		return Vectors.read("forms.json").valueStream();
	}

	@ParameterizedTest
	@MethodSource("forms")
	void component_hasItsForm(JsonNode vector) throws Exception {
		Record message = message(vector.get("form").asString(), vector.get("value").asString());
		String bytes = vector.get("hex").asString();
		assertThat(Bytes.encode(message)).isEqualTo(bytes);
		Record decoded = Bytes.decode(message.getClass(), bytes);
		assertThat(Bytes.encode(decoded)).isEqualTo(bytes);
		assertThat(RandomForms.comparable(decoded)).isEqualTo(RandomForms.comparable(message));
	}

	private static Record message(String form, String value) throws UnknownHostException {
		return switch (form) {
			case "Set<String>" -> new OfSet(new LinkedHashSet<>(words(value)));
			case "Map<String, Integer>" -> new OfMap(entries(value));
			case "BigInteger" -> new OfBigInteger(new BigInteger(value));
			case "BigDecimal" -> new OfBigDecimal(new BigDecimal(value));
			case "LocalDate" -> new OfDate(LocalDate.parse(value));
			case "LocalTime" -> new OfTime(LocalTime.parse(value));
			case "LocalDateTime" -> new OfDateTime(LocalDateTime.parse(value));
			case "OffsetDateTime" -> new OfOffset(OffsetDateTime.parse(value));
			case "ZonedDateTime" -> new OfZoned(ZonedDateTime.parse(value));
			case "URI" -> new OfUri(URI.create(value));
			case "InetAddress" -> new OfAddress(InetAddress.getByName(value));
			default -> characters(form, value);
		};
	}

	private static Record characters(String form, String value) {
		return switch (form) {
			case "char" -> new OfChar(value.charAt(0));
			case "char[]" -> new OfChars(value.toCharArray());
			default -> numbers(form, words(value));
		};
	}

	private static Record numbers(String form, List<String> words) {
		long[] longs = new long[words.size()];
		double[] doubles = new double[words.size()];
		for (int i = 0; i < longs.length; i++) {
			if (form.equals("double[]") || form.equals("float[]")) {
				doubles[i] = Double.parseDouble(words.get(i));
			}
			else {
				longs[i] = words.get(i).equals("true") ? 1
						: words.get(i).equals("false") ? 0 : Long.parseLong(words.get(i));
			}
		}
		return switch (form) {
			case "int[]" -> new OfInts(Arrays.stream(longs).mapToInt((n) -> (int) n).toArray());
			case "long[]" -> new OfLongs(longs);
			case "double[]" -> new OfDoubles(doubles);
			case "short[]" -> new OfShorts(new short[] { (short) longs[0], (short) longs[1] });
			case "float[]" -> new OfFloats(new float[] { (float) doubles[0], (float) doubles[1] });
			case "boolean[]" -> new OfBooleans(new boolean[] { longs[0] == 1, longs[1] == 1 });
			default -> throw new IllegalArgumentException(form);
		};
	}

	private static List<String> words(String value) {
		return value.isEmpty() ? new ArrayList<>() : List.of(value.split(" "));
	}

	private static Map<String, Integer> entries(String value) {
		Map<String, Integer> map = new LinkedHashMap<>();
		words(value).forEach((entry) -> map.put(entry.substring(0, 1), Integer.parseInt(entry.substring(2))));
		return map;
	}

	@Test
	void documentation_showsTheseBytes() throws Exception {
		List<String> page = Files.readAllLines(Path.of("../docs/messages.md"));
		forms().filter((vector) -> vector.has("shown")).forEach((vector) -> {
			String example = "`" + vector.get("value").asString() + "`: `" + vector.get("hex").asString() + "`";
			assertThat(page).as(example).anyMatch((line) -> line.contains(example));
		});
	}

}
