package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * The reply that a message method declares by its return type.
 *
 * @param isExpected whether the method replies, perhaps with the empty reply; false for
 * {@code void}
 * @param type the class of the reply, without {@link Optional}, stage and reactive type;
 * {@link Void} for the empty reply, {@link Object} where nothing is declared
 */
record DeclaredReply(boolean isExpected, Class<?> type) {

	private static final DeclaredReply NONE = new DeclaredReply(false, Void.class);

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	/**
	 * Reads the declaration of a method.
	 * @param beanClass the class of its bean, which may tell type variables
	 * @throws InvalidHookException if the method has many replies, or is suspended
	 */
	static DeclaredReply of(String beanName, Method method, Class<?> beanClass) {
		BeanMethod named = new BeanMethod(method);
		if (isSuspending(method)) {
			throw InvalidHookException.suspending(beanName, named);
		}
		ResolvableType returned = ResolvableType.forMethodReturnType(method, beanClass);
		Class<?> declared = returned.toClass();
		if (declared == void.class || declared == Void.class) {
			return NONE;
		}
		return new DeclaredReply(true,
				open(returned, false).orElseThrow(() -> InvalidHookException.replies(beanName, named, returned)));
	}

	/** Recognizes what the Kotlin compiler makes of a suspend function. */
	private static boolean isSuspending(Method method) {
		Class<?>[] parameters = method.getParameterTypes();
		return parameters.length > 0 && parameters[parameters.length - 1].getName().equals(CONTINUATION);
	}

	/**
	 * Finds the class of the reply.
	 * @param later whether it is the result of a stage or reactive type, which cannot be
	 * another one
	 * @return the class; empty if there may be many replies, or one that is later twice
	 */
	private static Optional<Class<?>> open(ResolvableType type, boolean later) {
		Class<?> declared = type.toClass();
		if (declared == Optional.class) {
			return open(type.getGeneric(), later);
		}
		if (CompletionStage.class.isAssignableFrom(declared)) {
			return later ? Optional.empty() : open(type.as(CompletionStage.class).getGeneric(), true);
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(declared);
		if (adapter == null) {
			return Optional.of(declared);
		}
		if (later || adapter.isMultiValue()) {
			return Optional.empty();
		}
		return adapter.isNoValue() ? Optional.of(Void.class)
				: open(type.as(adapter.getReactiveType()).getGeneric(), true);
	}

	/**
	 * Returns the type to register, as an application may have to do itself where it
	 * declares none.
	 */
	Optional<Class<?>> message() {
		return (this.type == Void.class || this.type == Object.class) ? Optional.empty() : Optional.of(this.type);
	}

}
