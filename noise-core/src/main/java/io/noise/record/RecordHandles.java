package io.noise.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * The constructor and the accessors of a record of any visibility, in forms that are
 * called without knowing its type.
 */
final class RecordHandles {

	private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);

	private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

	private final Class<?> type;

	private final MethodHandles.Lookup lookup;

	RecordHandles(Class<?> type) {
		this.type = type;
		try {
			RecordHandles.class.getModule().addReads(type.getModule());
			this.lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
		}
		catch (IllegalAccessException ex) {
			throw notOpen(ex);
		}
	}

	/** Makes the record of an array of all components. */
	MethodHandle constructor() {
		Class<?>[] components = Arrays.stream(this.type.getRecordComponents())
			.map(RecordComponent::getType)
			.toArray(Class<?>[]::new);
		try {
			return this.lookup.findConstructor(this.type, MethodType.methodType(void.class, components))
				.asSpreader(Object[].class, components.length)
				.asType(CONSTRUCTOR);
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			throw notOpen(ex);
		}
	}

	/** Takes one component of the record. */
	MethodHandle accessor(RecordComponent component) {
		try {
			return this.lookup.unreflect(component.getAccessor()).asType(ACCESSOR);
		}
		catch (IllegalAccessException ex) {
			throw notOpen(ex);
		}
	}

	private IllegalArgumentException notOpen(ReflectiveOperationException cause) {
		Module own = RecordHandles.class.getModule();
		String opens = "opens " + this.type.getPackageName() + (own.isNamed() ? " to " + own.getName() : "") + ";";
		return new IllegalArgumentException(this.type.getTypeName() + ": in a package that its module "
				+ this.type.getModule().getName() + " does not open (expected: \"" + opens + "\" in its module-info)",
				cause);
	}

}
