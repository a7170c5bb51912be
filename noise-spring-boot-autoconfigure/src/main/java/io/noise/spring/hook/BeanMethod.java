package io.noise.spring.hook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a bean's class, called on the bean: through its proxy where it has one, so
 * that advice applies. A method that the proxy cannot override is never called: on the
 * proxy itself it would find empty fields, and on the target of the proxy it would
 * silently skip the advice.
 */
final class BeanMethod {

	private final Method method;

	BeanMethod(Method method) {
		this.method = method;
		ReflectionUtils.makeAccessible(method);
	}

	boolean isStatic() {
		return Modifier.isStatic(this.method.getModifiers());
	}

	@Nullable Object callStatic(@Nullable Object[] arguments) throws Exception {
		return invoke(this.method, null, arguments);
	}

	@Nullable Object call(Object bean, @Nullable Object[] arguments) throws Exception {
		return invoke(on(bean.getClass()), bean, arguments);
	}

	/**
	 * Finds the reason why it cannot be called on beans of a class with all advice: a
	 * proxy does not have it, or cannot override it.
	 * @param beanClass the class of a bean that exists, or of its proxy
	 * @param made the class of the bean as it was made, before a proxy replaced it
	 * @return the reason, in words about the method; empty if there is none
	 */
	Optional<String> obstacle(Class<?> beanClass, Class<?> made) {
		boolean proxy = beanClass != made || isProxy(beanClass);
		if (isStatic()) {
			return proxy ? Optional.of("is static") : Optional.empty();
		}
		if (!isMemberOf(beanClass)) {
			return isExposedBy(beanClass) ? Optional.empty() : Optional.of("is not one of them");
		}
		return proxy ? obstacleOfClassProxy(beanClass) : Optional.empty();
	}

	/**
	 * Whether beans of a class have it, perhaps where advice does not reach it.
	 */
	boolean isMemberOf(Class<?> beanClass) {
		return this.method.getDeclaringClass().isAssignableFrom(beanClass);
	}

	/** Recognizes proxies; Spring's subclasses of configuration classes are none. */
	static boolean isProxy(Class<?> beanClass) {
		return Proxy.isProxyClass(beanClass) || SpringProxy.class.isAssignableFrom(beanClass);
	}

	private Optional<String> obstacleOfClassProxy(Class<?> proxy) {
		int modifiers = this.method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return Optional.of("is private");
		}
		if (Modifier.isFinal(modifiers)) {
			return Optional.of("is final");
		}
		return isPackagePrivate() && !isSamePackage(proxy, this.method.getDeclaringClass())
				? Optional.of("is package-private in another package") : Optional.empty();
	}

	private boolean isPackagePrivate() {
		return (this.method.getModifiers() & (Modifier.PRIVATE | Modifier.PROTECTED | Modifier.PUBLIC)) == 0;
	}

	private static boolean isSamePackage(Class<?> one, Class<?> other) {
		return one.getPackageName().equals(other.getPackageName()) && one.getClassLoader() == other.getClassLoader();
	}

	private boolean isExposedBy(Class<?> proxy) {
		try {
			on(proxy);
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private Method on(Class<?> beanClass) {
		return isMemberOf(beanClass) ? this.method : AopUtils.selectInvocableMethod(this.method, beanClass);
	}

	private static @Nullable Object invoke(Method method, @Nullable Object bean, @Nullable Object[] arguments)
			throws Exception {
		try {
			ReflectionUtils.makeAccessible(method);
			return method.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex; // not reached
		}
	}

	/**
	 * A text that overriding methods share. Private methods are not overridden.
	 */
	String signature() {
		String signature = this.method.getName() + Arrays.toString(this.method.getParameterTypes());
		return Modifier.isPrivate(this.method.getModifiers())
				? this.method.getDeclaringClass().getName() + "." + signature : signature;
	}

	/**
	 * The name for logs and messages.
	 * @return for example {@code Greeter.connected(Peer)}
	 */
	@Override
	public String toString() {
		return ClassUtils.getShortName(this.method.getDeclaringClass()) + "." + this.method.getName()
				+ Arrays.stream(this.method.getParameterTypes())
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

	/**
	 * The full name, to find the method in its source.
	 */
	String toLongString() {
		return this.method.toGenericString();
	}

}
