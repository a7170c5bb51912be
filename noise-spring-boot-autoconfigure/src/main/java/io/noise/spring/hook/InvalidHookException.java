package io.noise.spring.hook;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Reports an annotated bean that cannot be a hook. Ends the start of the application with
 * an explanation.
 */
final class InvalidHookException extends FailureAnalyzedException {

	private static final long serialVersionUID = 1L;

	private InvalidHookException(String description, String action) {
		super(description, action);
	}

	static InvalidHookException parameters(String beanName, BeanMethod method, HookKind kind) {
		return uncallable(beanName, method, kind.toString(),
				"its parameters may be " + kind.parameterNames() + ", in any order, or none.");
	}

	static InvalidHookException messageParameters(String beanName, BeanMethod method, List<Class<?>> messages) {
		String found = messages.isEmpty() ? "has none"
				: "has " + messages.stream().map(Class::getSimpleName).collect(Collectors.joining(" and "));
		return uncallable(beanName, method, "@OnMessage",
				"exactly one parameter must be the message, but it " + found + ". The others may be of the types "
						+ "Node and Peer, or annotated with @PeerMetadata, in any order.");
	}

	private static InvalidHookException uncallable(String beanName, BeanMethod method, String annotation,
			String reason) {
		return new InvalidHookException(
				"The method " + method + " of bean '" + beanName + "' is annotated with " + annotation
						+ " and cannot be called: " + reason,
				"Correct the parameters of '" + method.toLongString() + "'.");
	}

	static InvalidHookException messageFactory(String beanName, BeanMethod method) {
		return new InvalidHookException(
				"The @Bean method " + method + " of bean '" + beanName + "' is annotated with @OnMessage, which is "
						+ "for methods that handle messages.",
				"Annotate a method of the bean that '" + method.toLongString() + "' returns instead.");
	}

	/**
	 * Reports a method that a proxy does not have, or cannot override.
	 * @param obstacle the property of the method that is in the way, in words
	 */
	static InvalidHookException behindProxy(String beanName, BeanMethod method, String obstacle, Class<?> proxy) {
		return method.isMemberOf(proxy) ? notOverridable(beanName, method, obstacle) : hidden(beanName, method, proxy);
	}

	private static InvalidHookException notOverridable(String beanName, BeanMethod method, String obstacle) {
		return new InvalidHookException(
				"The method " + method + " of bean '" + beanName + "' cannot be called: the bean is behind a proxy of "
						+ "its class, which cannot override the method, because it " + obstacle
						+ ". So advice such as @Async or @Transactional would be skipped.",
				"Let '" + method.toLongString() + "' be neither private nor final nor static, and public or protected "
						+ "where the bean's class is in another package; or move it to a bean without a proxy.");
	}

	private static InvalidHookException hidden(String beanName, BeanMethod method, Class<?> proxy) {
		String interfaces = Arrays.stream(proxy.getInterfaces())
			.filter((type) -> !type.getName().startsWith("org.springframework."))
			.map(Class::getName)
			.collect(Collectors.joining(", "));
		String kind = Proxy.isProxyClass(proxy) ? "a JDK proxy" : "behind an object of " + proxy.getName();
		return new InvalidHookException(
				"The method " + method + " of bean '" + beanName + "' cannot be called: the bean is " + kind
						+ ", which has only the methods of its interfaces (" + interfaces + ").",
				"Declare '" + method.toLongString() + "' in an interface of the bean, or let Spring make a proxy of "
						+ "its class (spring.aop.proxy-target-class=true, or proxyTargetClass of the annotation "
						+ "that enables the proxy).");
	}

	static InvalidHookException noCallback(String beanName, Class<?> type, HookKind kind) {
		return new InvalidHookException(
				"The bean '" + beanName + "' is annotated with " + kind + " on its class or @Bean method, but its type "
						+ type.getName() + " is not a PeerCallback.",
				"Let the type implement io.noise.PeerCallback, return PeerCallback from the @Bean method, or annotate "
						+ "a method of the bean instead.");
	}

}
