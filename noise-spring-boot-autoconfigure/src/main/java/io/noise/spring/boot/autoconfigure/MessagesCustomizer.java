package io.noise.spring.boot.autoconfigure;

import io.noise.Messages;

/**
 * A bean that registers types of messages at the auto-configured node: send-only types,
 * and types with a codec of their own. It is called when the node is built, in the order
 * of such beans, before the types of annotated methods are registered.
 *
 * <pre class="code">
 * &#64;Bean
 * MessagesCustomizer votes() {
 *     return (messages) -&gt; messages.register(16, Vote.class);
 * }</pre>
 *
 * In native images, such a type also needs
 * {@link org.springframework.aot.hint.annotation.RegisterReflectionForBinding}.
 */
@FunctionalInterface
public interface MessagesCustomizer {

	/**
	 * Registers types.
	 * @param messages the registry of the node
	 */
	void customize(Messages messages);

}
