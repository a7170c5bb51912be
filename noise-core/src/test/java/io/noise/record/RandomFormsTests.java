package io.noise.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random values of random records over all forms, which are read as they were written.
 */
class RandomFormsTests {

	private static final int SHAPES = 50;

	private static final List<String> ARRAYS = List.of("byte[]", "short[]", "int[]", "long[]", "float[]", "double[]",
			"boolean[]", "char[]");

	private static final String COMMON = """
			package made;
			import java.util.*;
			final class Made {
				enum Kind { ONE, TWO { }, THREE }
				sealed interface Choice permits Left, Right, Inner { }
				record Left(int number) implements Choice { }
				record Right(Map<String, Kind> kinds) implements Choice { }
				sealed interface Inner extends Choice permits Deep { }
				record Deep(Optional<Choice> next) implements Inner { }
			""";

	private final Random random = new Random(Long.getLong("noise.forms.seed", 11));

	private final RandomForms forms = new RandomForms(this.random);

	private final List<String> names = Stream
		.concat(this.forms.scalarNames().stream(), Stream.of("Kind", "Choice", "Deep"))
		.toList();

	@Test
	void anyValueOfAnyRecord_roundTrips(@TempDir Path directory) throws Exception {
		int rounds = Integer.getInteger("noise.forms", 10_000);
		Class<?> made = CompiledClasses.in(directory).add("made/Made.java", source()).load("made.Made");
		List<Class<?>> records = new ArrayList<>();
		List<RecordCodec<?>> codecs = new ArrayList<>();
		for (int i = 0; i < SHAPES; i++) {
			records.add(made.getClassLoader().loadClass("made.Made$R" + i));
			codecs.add(RecordCodec.of(records.get(i)));
		}
		for (int round = 0; round < rounds; round++) {
			int shape = round % SHAPES;
			assertRoundTrip(codecs.get(shape), this.forms.record(records.get(shape), 0));
		}
	}

	@SuppressWarnings("unchecked")
	private static <T> void assertRoundTrip(RecordCodec<T> codec, Object value) {
		PayloadWriter out = new PayloadWriter();
		codec.encode((T) value, out);
		PayloadReader in = PayloadReader.of(out.toBytes());
		assertThat(RandomForms.comparable(codec.decode(in))).isEqualTo(RandomForms.comparable(value));
		assertThat(in.remaining()).isZero();
	}

	/** Each form is in one of the records at least, the others are up to chance. */
	private String source() {
		StringBuilder source = new StringBuilder(COMMON);
		List<String> all = Stream.concat(this.names.stream(), ARRAYS.stream()).toList();
		for (int shape = 0; shape < SHAPES; shape++) {
			List<String> components = new ArrayList<>();
			components.add(all.get(shape % all.size()));
			int more = this.random.nextInt(6);
			for (int i = 0; i < more; i++) {
				components.add(component(shape, 0));
			}
			source.append(IntStream.range(0, components.size())
				.mapToObj((i) -> components.get(i) + " c" + i)
				.collect(Collectors.joining(", ", "record R" + shape + "(", ") { }\n")));
		}
		return source.append("}\n").toString();
	}

	private String component(int shape, int depth) {
		return (this.random.nextInt(4) == 0) ? ARRAYS.get(this.random.nextInt(ARRAYS.size())) : element(shape, depth);
	}

	/** Names a type that is also a type argument and a key. */
	private String element(int shape, int depth) {
		int kind = (depth < 3) ? this.random.nextInt(9) : 8;
		return switch (kind) {
			case 0 -> "List<" + boxed(component(shape, depth + 1)) + ">";
			case 1 -> "Optional<" + boxed(component(shape, depth + 1)) + ">";
			case 2 -> "Set<" + boxed(element(shape, depth + 1)) + ">";
			case 3 -> "Map<" + boxed(element(shape, depth + 1)) + ", " + boxed(component(shape, depth + 1)) + ">";
			case 4 -> (shape > 0) ? "R" + this.random.nextInt(shape) : "Choice";
			case 5 -> "List<R" + shape + ">";
			default -> this.names.get(this.random.nextInt(this.names.size()));
		};
	}

	private static String boxed(String type) {
		return switch (type) {
			case "int" -> "Integer";
			case "char" -> "Character";
			case "byte", "short", "long", "float", "double", "boolean" ->
				Character.toUpperCase(type.charAt(0)) + type.substring(1);
			default -> type;
		};
	}

}
