package io.noise.record;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random values of random records, sent to an end at which the types have evolved at
 * random in the ways that are allowed.
 */
class RandomEvolutionTests {

	private static final int SHAPES = 40;

	private static final int ROUNDS = Integer.getInteger("noise.forms", 10_000) / 2;

	private final Random random = new Random(Long.getLong("noise.forms.seed", 12));

	private final RandomForms forms = new RandomForms(this.random);

	private final List<String> scalars = this.forms.scalarNames();

	@Test
	void anyValue_arrivesAsFarAsTheReaderKnowsIt(@TempDir Path directory) throws Exception {
		List<List<String>> shapes = new ArrayList<>();
		for (int shape = 0; shape < SHAPES; shape++) {
			List<String> components = new ArrayList<>();
			for (int i = this.random.nextInt(6); i >= 0; i--) {
				components.add(component(shape, 0));
			}
			shapes.add(components);
		}
		Class<?> one = CompiledClasses.in(directory.resolve("one"))
			.add("made/Made.java", source(shapes))
			.load("made.Made");
		Class<?> two = CompiledClasses.in(directory.resolve("two"))
			.add("made/Made.java", source(shapes))
			.load("made.Made");
		int translated = 0;
		for (int round = 0; round < ROUNDS; round++) {
			String name = "made.Made$R" + round % SHAPES;
			translated += assertArrives(one.getClassLoader().loadClass(name), two.getClassLoader().loadClass(name));
		}
		assertThat(translated).isGreaterThan(ROUNDS / 2);
	}

	private <T> int assertArrives(Class<?> sender, Class<T> reader) {
		Object value = this.forms.record(sender, 0);
		RecordTranslation translation = this.translations.computeIfAbsent(sender,
				(type) -> Translations.between(RecordCodec.of(type), RecordCodec.of(reader)));
		assertThat(translation.refusal()).isEmpty();
		if (translation.isSame()) {
			return 0;
		}
		PayloadWriter out = new PayloadWriter();
		translation.encode(value, out);
		PayloadReader in = PayloadReader.of(out.toBytes());
		assertAlike(value, this.codecs.computeIfAbsent(reader, RecordCodec::of).decode(in));
		assertThat(in.remaining()).isZero();
		return 1;
	}

	private final Map<Class<?>, RecordTranslation> translations = new HashMap<>();

	private final Map<Class<?>, RecordCodec<?>> codecs = new HashMap<>();

	private void assertAlike(Object sent, Object read) {
		boolean hasParts = sent.getClass().isRecord() || sent instanceof Collection<?> || sent instanceof Map<?, ?>
				|| sent instanceof Optional<?>;
		if (!hasParts) {
			assertThat(RandomForms.comparable(read).toString()).isEqualTo(RandomForms.comparable(sent).toString());
			return;
		}
		List<Object> parts = parts(sent);
		List<Object> others = parts(read);
		if (!sent.getClass().isRecord()) {
			assertThat(others).hasSameSizeAs(parts);
		}
		for (int i = 0; i < Math.max(parts.size(), others.size()); i++) {
			if (i >= parts.size()) {
				assertThat(parts(others.get(i))).isEmpty();
			}
			else if (i < others.size()) {
				assertAlike(parts.get(i), others.get(i));
			}
		}
	}

	private static List<Object> parts(Object value) {
		if (value instanceof Collection<?> collection) {
			return new ArrayList<>(collection);
		}
		if (value instanceof Map<?, ?> map) {
			List<Object> parts = new ArrayList<>(map.keySet());
			parts.addAll(map.values());
			return parts;
		}
		if (value instanceof Optional<?> optional) {
			return new ArrayList<>(optional.stream().toList());
		}
		List<Object> parts = new ArrayList<>();
		try {
			for (RecordComponent component : value.getClass().getRecordComponents()) {
				component.getAccessor().setAccessible(true);
				parts.add(component.getAccessor().invoke(value));
			}
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
		return parts;
	}

	/** The same records each time, but for what may differ. */
	private String source(List<List<String>> shapes) {
		List<String> constants = shuffled("ONE", "TWO { }", "THREE");
		List<String> permitted = shuffled("Left", "Right", "Inner");
		StringBuilder source = new StringBuilder(
				"package made;\nimport java.util.*;\nfinal class Made {\nenum Kind { " + String.join(", ", constants)
						+ " }\nsealed interface Choice permits " + String.join(", ", permitted) + """
								 { }
								record Left(int number MORE) implements Choice { }
								record Right(Map<String, Kind> kinds MORE) implements Choice { }
								sealed interface Inner extends Choice permits Deep { }
								record Deep(Optional<Choice> next MORE) implements Inner { }
								""");
		for (int shape = 0; shape < SHAPES; shape++) {
			List<String> components = shapes.get(shape);
			source.append(IntStream.range(0, components.size())
				.mapToObj((i) -> components.get(i) + " c" + i)
				.collect(Collectors.joining(", ", "record R" + shape + "(", " MORE) { }\n")));
		}
		String all = source.append("}\n").toString();
		while (all.contains("MORE")) {
			all = all.replaceFirst("MORE", more());
		}
		return all;
	}

	private String more() {
		StringBuilder more = new StringBuilder();
		List<String> holders = List.of("Optional<Kind>", "List<String>", "Set<Integer>", "Map<Long, Choice>");
		for (int i = 0; i < this.random.nextInt(3); i++) {
			more.append(", ").append(holders.get(i)).append(" more").append(i);
		}
		return more.toString();
	}

	private List<String> shuffled(String... names) {
		List<String> shuffled = new ArrayList<>(List.of(names));
		Collections.shuffle(shuffled, this.random);
		return shuffled;
	}

	private String component(int shape, int depth) {
		int kind = (depth < 3) ? this.random.nextInt(9) : 8;
		return switch (kind) {
			case 0 -> "List<" + boxed(component(shape, depth + 1)) + ">";
			case 1 -> "Optional<" + boxed(component(shape, depth + 1)) + ">";
			case 2 -> "Set<" + boxed(scalar()) + ">";
			case 3 -> "Map<" + boxed(scalar()) + ", " + boxed(component(shape, depth + 1)) + ">";
			case 4 -> (shape > 0) ? "R" + this.random.nextInt(shape) : "Choice";
			case 5 -> "List<R" + shape + ">";
			case 6 -> "Choice";
			case 7 -> "Kind";
			default -> scalar();
		};
	}

	private String scalar() {
		return this.scalars.get(this.random.nextInt(this.scalars.size()));
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
