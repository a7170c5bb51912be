package io.noise.spring.hook;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.noise.NoiseException;

import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.ResolvableType;

/**
 * Reports an annotated bean that cannot be a hook. Ends the start of the application with
 * an explanation.
 */
final class InvalidHookException extends FailureAnalyzedException {

	private static final long serialVersionUID = 1L;

	private static final String REPLIES = "Allowed are void, a message, and one message inside Optional, CompletionStage "
			+ "or a reactive type of at most one value, such as Mono.";

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

	/**
	 * Reports a method whose replies may be many, or are declared in another way that
	 * cannot be sent.
	 */
	static InvalidHookException replies(String beanName, BeanMethod method, ResolvableType returned) {
		return new InvalidHookException(
				"The method " + method + " of bean '" + beanName + "' is annotated with @OnMessage and returns "
						+ returned + ", which cannot be the reply to a request: a reply is one message. " + REPLIES,
				"Correct the return type of '" + method.toLongString() + "'.");
	}

	static InvalidHookException suspending(String beanName, BeanMethod method) {
		return new InvalidHookException(
				"The method " + method + " of bean '" + beanName + "' is annotated with @OnMessage and cannot be "
						+ "called: it is a suspend function of Kotlin. " + REPLIES,
				"Let '" + method.toLongString() + "' be no suspend function; to reply later, return a "
						+ "CompletableFuture, as the function future of kotlinx-coroutines-core makes it.");
	}

	/**
	 * Reports a method that replies to requests for which there is a handler.
	 * @param cause names the handler
	 */
	static InvalidHookException twoReplies(MessageMethod method, NoiseException cause) {
		return new InvalidHookException(
				"The method " + method + " cannot reply to requests of the type " + method.type().getName() + ": "
						+ cause.getMessage(),
				"A request has one reply. Let '" + method.toLongString() + "' or the other handler return nothing, or "
						+ "remove one of them. Methods that return void get messages of the type, and no requests.");
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
