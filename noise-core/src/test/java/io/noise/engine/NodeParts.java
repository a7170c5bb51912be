package io.noise.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Finds the parts of a node or a peer by reflection, so that no class needs an accessor
 * for tests.
 */
final class NodeParts {

	private NodeParts() {
	}

	/**
	 * Returns the only part of a type.
	 * @param whole a node, or a peer
	 */
	static <T> T of(Object whole, Class<T> type) {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Object> left = new ArrayDeque<>();
		left.add(whole);
		while (!left.isEmpty()) {
			Object next = left.poll();
			if (type.isInstance(next)) {
				return type.cast(next);
			}
			if (seen.add(next)) {
				addParts(next, left);
			}
		}
		throw new AssertionError("no " + type.getSimpleName() + " in " + whole);
	}

	private static void addParts(Object whole, Deque<Object> left) {
		for (Class<?> type = whole.getClass(); type.getName().startsWith("io.noise."); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				Object part = Modifier.isStatic(field.getModifiers()) ? null : value(field, whole);
				if (part != null && part.getClass().getName().startsWith("io.noise.")) {
					left.add(part);
				}
			}
		}
	}

	private static Object value(Field field, Object of) {
		try {
			field.setAccessible(true);
			return field.get(of);
		}
		catch (IllegalAccessException ex) {
			throw new AssertionError(ex);
		}
	}

}
