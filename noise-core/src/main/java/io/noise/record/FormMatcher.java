package io.noise.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds how a type of this end is written so that the other end reads it. Components
 * match by their places, and have the same names and forms; one end may have more of them
 * at the end. Constants and permitted types match by name.
 */
final class FormMatcher {

	private static final int MAX_DEPTH = 256;

	private static final int MAX_STEPS = 100_000;

	private static final int MAX_DIFFERENCES = 16;

	private final Map<Pair, TranslatedRecord> records = new HashMap<>();

	private final List<KeyShape> keys = new ArrayList<>();

	private final List<String> differences = new ArrayList<>();

	private boolean differ;

	private int steps;

	private int depth;

	/** A record of this end and what the other end has in its place. */
	private record Pair(RecordShape own, Form.Declared other) {
	}

	/**
	 * Matches a type.
	 * @param name its name, for messages
	 */
	RecordTranslation match(String name, Shape own, Form other) {
		try {
			Shape translated = translate(name, own, other);
			this.keys.forEach(KeyShape::complete);
			return this.differ ? RecordTranslation.of(translated, this.differences) : RecordTranslation.SAME;
		}
		catch (FormMismatchException ex) {
			return RecordTranslation.refused(String.valueOf(ex.getMessage()));
		}
	}

	private Shape translate(String where, Shape own, Form other) {
		this.steps++;
		if (this.depth == MAX_DEPTH || this.steps > MAX_STEPS) {
			throw new FormMismatchException(where + ": too large to be compared");
		}
		FormKind kind = FormKind.of(own);
		if (kind != other.kind()) {
			throw mismatch(where, own, other);
		}
		this.depth++;
		Shape translated = translate(kind, where, own, other);
		this.depth--;
		return translated;
	}

	private Shape translate(FormKind kind, String where, Shape own, Form other) {
		if (other instanceof Form.Holder holder) {
			List<Form> elements = holder.elements();
			return switch (kind) {
				case OPTIONAL -> new OptionalShape(translate(where, own.parts().get(0), elements.get(0)));
				case LIST -> new ListShape(where, translate(where, own.parts().get(0), elements.get(0)));
				case SET -> new SetShape(where, keys(where, "element", own, elements.get(0)));
				default -> new MapShape(where, keys(where, "key", own, elements.get(0)),
						translate(where, own.parts().get(1), elements.get(1)));
			};
		}
		if (other instanceof Form.Declared declared) {
			return switch (kind) {
				case RECORD -> record((RecordShape) own, declared);
				case ENUM -> constants((EnumShape) own, declared);
				default -> sealed(where, (SealedShape) own, declared);
			};
		}
		if (own instanceof CodecShape coded && other instanceof Form.Coded there
				&& !coded.codec().type().getSimpleName().equals(there.name())) {
			throw mismatch(where, own, other);
		}
		return own;
	}

	private KeyShape keys(String where, String noun, Shape own, Form other) {
		KeyShape shape = new KeyShape(where, noun, translate(where, own.parts().get(0), other));
		this.keys.add(shape);
		return shape;
	}

	// --- records

	private Shape record(RecordShape own, Form.Declared other) {
		Pair pair = new Pair(own, other);
		TranslatedRecord known = this.records.get(pair);
		if (known != null) {
			return known;
		}
		TranslatedRecord translated = new TranslatedRecord(own);
		this.records.put(pair, translated);
		try {
			int both = Math.min(own.components().size(), other.names().size());
			List<Component> components = new ArrayList<>();
			for (int i = 0; i < both; i++) {
				components.add(component(own.components().get(i), other.names().get(i), other.forms().get(i)));
			}
			onlyHere(own.components().subList(both, own.components().size()));
			translated.complete(List.copyOf(components), onlyThere(own, other, both));
		}
		catch (FormMismatchException ex) {
			translated.refuse(String.valueOf(ex.getMessage()));
			throw ex;
		}
		return translated;
	}

	private Component component(Component own, String name, Form other) {
		if (!own.simpleName().equals(name)) {
			throw new FormMismatchException(own.name() + ": " + words(own.shape()) + " here, " + name + ": "
					+ other.words() + " at the peer (expected: the same name)");
		}
		return new Component(own.name(), own.accessor(), translate(own.name(), own.shape(), other));
	}

	private void onlyHere(List<Component> more) {
		for (Component component : more) {
			boolean needed = FormKind.of(component.shape()).emptyBytes() == 0;
			differ(component.name() + ": " + words(component.shape()) + ", only here"
					+ (needed ? "; the peer cannot send it" : ""));
		}
	}

	private int onlyThere(RecordShape own, Form.Declared other, int from) {
		int emptyBytes = 0;
		for (int i = from; i < other.names().size(); i++) {
			String component = own.type().getSimpleName() + "." + other.names().get(i) + ": ";
			int bytes = other.forms().get(i).kind().emptyBytes();
			if (bytes == 0) {
				throw new FormMismatchException(component + "missing here, " + other.forms().get(i).words()
						+ " at the peer (expected: Optional, List, Set or Map)");
			}
			emptyBytes += bytes;
			differ(component + other.forms().get(i).words() + ", only at the peer");
		}
		return emptyBytes;
	}

	// --- names

	private Shape constants(EnumShape own, Form.Declared other) {
		return new TranslatedEnum(own, numbers(own.type().getSimpleName(), own.names(), other.names()), other.names());
	}

	private Shape sealed(String where, SealedShape own, Form.Declared other) {
		String name = own.type().getSimpleName();
		List<Integer> numbers = numbers(name, own.names(), other.names());
		List<Shape> members = new ArrayList<>();
		for (int i = 0; i < numbers.size(); i++) {
			Shape member = own.parts().get(i);
			int number = numbers.get(i);
			members.add((number < 0) ? member : member(where, member, other.forms().get(number)));
		}
		return new TranslatedSealed(own, numbers, List.copyOf(members), other.names());
	}

	/** Translates a permitted type; if it does not fit, the others may. */
	private Shape member(String where, Shape own, Form other) {
		int before = this.depth;
		try {
			return translate(where, own, other);
		}
		catch (FormMismatchException ex) {
			this.depth = before;
			String why = String.valueOf(ex.getMessage());
			differ(why);
			return (TranslatedShape) (value, out, level) -> {
				throw new IllegalArgumentException(why);
			};
		}
	}

	/** Finds the places of names at the other end. */
	private List<Integer> numbers(String type, List<String> own, List<String> other) {
		this.steps += own.size() + other.size();
		Map<String, Integer> places = IntStream.range(0, other.size())
			.boxed()
			.collect(Collectors.toMap(other::get, (i) -> i));
		List<Integer> numbers = own.stream().map((name) -> places.getOrDefault(name, -1)).toList();
		own.stream()
			.filter((name) -> !places.containsKey(name))
			.forEach((name) -> differ(type + "." + name + ": only here"));
		if (own.size() == other.size() && places.keySet().containsAll(own) && !own.equals(other)) {
			differ(type + ": in another order");
		}
		own.forEach(places::remove);
		other.stream().filter(places::containsKey).forEach((name) -> differ(type + "." + name + ": only at the peer"));
		return numbers;
	}

	// --- words

	private void differ(String what) {
		this.differ = true;
		if (this.differences.size() < MAX_DIFFERENCES && !this.differences.contains(what)) {
			this.differences.add(what);
		}
	}

	private static FormMismatchException mismatch(String where, Shape own, Form other) {
		return new FormMismatchException(
				where + ": " + words(own) + " here, " + other.words() + " at the peer (expected: the same)");
	}

	private static String words(Shape own) {
		FormKind kind = FormKind.of(own);
		if (own instanceof RecordShape record) {
			return kind + " " + record.type().getSimpleName();
		}
		if (own instanceof EnumShape constants) {
			return kind + " " + constants.type().getSimpleName();
		}
		if (own instanceof SealedShape sealed) {
			return kind + " " + sealed.type().getSimpleName();
		}
		if (own instanceof CodecShape coded) {
			return coded.codec().type().getSimpleName() + ", by a codec";
		}
		List<Shape> parts = own.parts();
		return kind + (parts.isEmpty() ? ""
				: parts.stream().map(FormMatcher::words).collect(Collectors.joining(", ", "<", ">")));
	}

}
