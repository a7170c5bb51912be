package io.noise.record;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the shapes of a type and of everything within it, and refuses what has none. One
 * compiler compiles one codec. A record that is met again is not compiled again, which is
 * what lets it contain itself.
 */
final class ShapeCompiler {

	private static final int MAX_PERMITTED = 256;

	private static final String EXPECTED_ROOT = "a record or a sealed interface";

	private static final String EXPECTED = "byte, short, int, long, float, double, boolean, char, arrays "
			+ "of these, String, List<E>, Set<E>, Map<K, V>, Optional<E>, UUID, Instant, Duration, LocalDate, LocalTime, "
			+ "LocalDateTime, OffsetDateTime, ZonedDateTime, BigInteger, BigDecimal, URI, InetAddress, an enum, a record, "
			+ "a sealed interface, or a type with a component codec, which must be there before the record";

	private static final String EXPECTED_KEY = "keys and elements of sets that are equal by their values";

	private static final String EXPECTED_MEMBER = "records and sealed interfaces only";

	private static final Set<Class<?>> GENERIC = Set.of(List.class, Set.class, Map.class, Optional.class);

	private final Map<Class<?>, RecordShape> records = new HashMap<>();

	private final List<ListShape> lists = new ArrayList<>();

	private final List<HashedShape> hashed = new ArrayList<>();

	/** Records, enums and sealed interfaces, that have their own forms. */
	private final Set<Class<?>> declared = new HashSet<>();

	private final ComponentCodecs codecs;

	ShapeCompiler(ComponentCodecs codecs) {
		this.codecs = codecs;
	}

	Shape compile(Class<?> type) {
		if (!isRecordOrSealed(type)) {
			throw refuse(type.getSimpleName(), type, EXPECTED_ROOT);
		}
		Shape shape = declared(type.getSimpleName(), type);
		this.records.values().forEach(RecordShape::leastBytes);
		this.lists.forEach(ListShape::requireElementsWithBytes);
		this.hashed.forEach(HashedShape::complete);
		return shape;
	}

	/** Returns the records, enums and sealed interfaces that were met. */
	Set<Class<?>> declared() {
		return Set.copyOf(this.declared);
	}

	/** Whether a type has a form that nothing can change. */
	static boolean isFixed(Class<?> type) {
		return type.isArray() || GENERIC.contains(type) || type == String.class || Scalars.has(type);
	}

	private Shape shape(String component, Type type) {
		if (type instanceof ParameterizedType generic) {
			return generic(component, generic);
		}
		if (type instanceof Class<?> plain) {
			return plain(component, plain);
		}
		throw refuse(component, type, EXPECTED);
	}

	private Shape generic(String component, ParameterizedType type) {
		Type first = type.getActualTypeArguments()[0];
		if (type.getRawType() == Optional.class) {
			return new OptionalShape(shape(component, first));
		}
		if (type.getRawType() == List.class) {
			ListShape list = new ListShape(component, shape(component, first));
			this.lists.add(list);
			return list;
		}
		if (type.getRawType() == Set.class) {
			return hashed(new SetShape(component, keys(component, "element", first)));
		}
		if (type.getRawType() == Map.class) {
			KeyShape keys = keys(component, "key", first);
			return hashed(new MapShape(component, keys, shape(component, type.getActualTypeArguments()[1])));
		}
		throw refuse(component, type, EXPECTED);
	}

	private Shape hashed(HashedShape shape) {
		this.hashed.add(shape);
		return shape;
	}

	/** Refuses arrays, which are equal to nothing but themselves. */
	private KeyShape keys(String component, String noun, Type type) {
		Shape shape = shape(component, type);
		if (type instanceof Class<?> plain && plain.isArray()) {
			throw refuse(component, type, EXPECTED_KEY);
		}
		return new KeyShape(component, noun, shape);
	}

	private Shape plain(String component, Class<?> type) {
		if (type == String.class) {
			return new StringShape(component);
		}
		Shape shape = Scalars.of(component, type);
		if (shape == null) {
			shape = this.codecs.of(component, type);
		}
		return (shape != null) ? shape : declared(component, type);
	}

	/** Returns the shape of a type that the application declares. */
	private Shape declared(String component, Class<?> type) {
		this.declared.add(type);
		if (type.isEnum()) {
			return new EnumShape(component, type);
		}
		if (type.isRecord()) {
			return record(type);
		}
		if (isRecordOrSealed(type)) {
			return sealed(component, type);
		}
		throw refuse(component, type, EXPECTED);
	}

	private Shape record(Class<?> type) {
		RecordShape known = this.records.get(type);
		if (known != null) {
			return known;
		}
		RecordHandles handles = new RecordHandles(type);
		RecordShape shape = new RecordShape(type, handles.constructor());
		this.records.put(type, shape);
		List<Component> components = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			String name = type.getSimpleName() + "." + component.getName();
			components.add(new Component(name, handles.accessor(component), shape(name, component.getGenericType())));
		}
		shape.complete(List.copyOf(components));
		return shape;
	}

	private Shape sealed(String component, Class<?> type) {
		Class<?>[] permitted = type.getPermittedSubclasses();
		if (permitted.length > MAX_PERMITTED) {
			throw new IllegalArgumentException(component + ": " + type.getTypeName() + " with " + permitted.length
					+ " permitted types (expected: at most " + MAX_PERMITTED + ")");
		}
		List<Shape> members = new ArrayList<>();
		for (Class<?> member : permitted) {
			if (!isRecordOrSealed(member)) {
				throw refuse(component + ": " + type.getTypeName() + " permits", member, EXPECTED_MEMBER);
			}
			members.add(plain(component, member));
		}
		return new SealedShape(type, List.copyOf(members));
	}

	private static boolean isRecordOrSealed(Class<?> type) {
		return type.isRecord() || (type.isInterface() && type.isSealed());
	}

	private static IllegalArgumentException refuse(String what, Type type, String expected) {
		return new IllegalArgumentException(what + ": " + type.getTypeName() + " (expected: " + expected + ")");
	}

}
