package io.noise.spring.hook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a bean's class, called on the bean: through its proxy where it has one, so
 * that advice applies. A method that the proxy cannot override (private, final, or of
 * another package) is called on what is behind the proxy: on the proxy itself it would
 * find nothing but empty fields.
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

	/**
	 * Calls the method.
	 * @return what the method returns
	 * @throws Exception what the method throws
	 */
	@Nullable Object call(Object bean, @Nullable Object[] arguments) throws Exception {
		if (bean instanceof SpringProxy && isOutOfReachOf(bean.getClass())) {
			return callBehind(bean, arguments);
		}
		return invoke(on(bean.getClass()), bean, arguments);
	}

	private @Nullable Object callBehind(Object proxy, @Nullable Object[] arguments) throws Exception {
		TargetSource source = (proxy instanceof Advised advised) ? advised.getTargetSource() : null;
		Object target = (source != null) ? source.getTarget() : null;
		if (source == null || target == null) {
			throw new IllegalStateException(this + ": nothing to call it on behind the proxy " + proxy.getClass());
		}
		try {
			return call(target, arguments);
		}
		finally {
			source.releaseTarget(target);
		}
	}

	private boolean isOutOfReachOf(Class<?> proxy) {
		int modifiers = this.method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return true;
		}
		if (Proxy.isProxyClass(proxy)) {
			return false;
		}
		return Modifier.isFinal(modifiers)
				|| (isPackagePrivate() && !isSamePackage(proxy, this.method.getDeclaringClass()));
	}

	private boolean isPackagePrivate() {
		return (this.method.getModifiers() & (Modifier.PRIVATE | Modifier.PROTECTED | Modifier.PUBLIC)) == 0;
	}

	private static boolean isSamePackage(Class<?> one, Class<?> other) {
		return one.getPackageName().equals(other.getPackageName()) && one.getClassLoader() == other.getClassLoader();
	}

	/**
	 * Whether it can be called on beans of a class: all have it, but for JDK proxies.
	 */
	boolean isCallableOn(Class<?> beanClass) {
		if (isStatic() || !Proxy.isProxyClass(beanClass) || isOutOfReachOf(beanClass)) {
			return true;
		}
		try {
			on(beanClass);
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private Method on(Class<?> beanClass) {
		return this.method.getDeclaringClass().isAssignableFrom(beanClass) ? this.method
				: AopUtils.selectInvocableMethod(this.method, beanClass);
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
	 * What overriding methods share. Private ones are not overridden.
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
	 * The name in full, to find the method in its source.
	 */
	String toLongString() {
		return this.method.toGenericString();
	}

}
