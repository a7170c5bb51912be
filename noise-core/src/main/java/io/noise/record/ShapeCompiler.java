package io.noise.record;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the shapes of a type and of everything within it, and refuses what has none. One
 * compiler compiles one codec. A record that is met again is not compiled again, which is
 * what lets it contain itself.
 */
final class ShapeCompiler {

	private static final int MAX_PERMITTED = 256;

	private static final String EXPECTED_ROOT = "a record or a sealed interface";

	private static final String EXPECTED = "byte, short, int, long, float, double, boolean, String, byte[], List<E>, "
			+ "Optional<E>, UUID, Instant, Duration, an enum, a record or a sealed interface";

	private static final String EXPECTED_MEMBER = "records and sealed interfaces only";

	private final Map<Class<?>, RecordShape> records = new HashMap<>();

	private final List<ListShape> lists = new ArrayList<>();

	private ShapeCompiler() {
	}

	static Shape compile(Class<?> type) {
		if (!isRecordOrSealed(type)) {
			throw refuse(type.getSimpleName(), type, EXPECTED_ROOT);
		}
		ShapeCompiler compiler = new ShapeCompiler();
		Shape shape = compiler.plain(type.getSimpleName(), type);
		compiler.records.values().forEach(RecordShape::leastBytes);
		compiler.lists.forEach(ListShape::requireElementsWithBytes);
		return shape;
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
		Type element = type.getActualTypeArguments()[0];
		if (type.getRawType() == Optional.class) {
			return new OptionalShape(shape(component, element));
		}
		if (type.getRawType() == List.class) {
			ListShape list = new ListShape(component, shape(component, element));
			this.lists.add(list);
			return list;
		}
		throw refuse(component, type, EXPECTED);
	}

	private Shape plain(String component, Class<?> type) {
		if (type == String.class) {
			return new StringShape(component);
		}
		Shape scalar = Scalars.of(type);
		if (scalar != null) {
			return scalar;
		}
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
