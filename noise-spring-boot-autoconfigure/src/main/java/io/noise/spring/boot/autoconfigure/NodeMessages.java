package io.noise.spring.boot.autoconfigure;

import java.util.function.Supplier;

import io.noise.Messages;
import io.noise.NoiseException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Registers the types that beans bring: those of components first, since messages contain
 * them.
 */
final class NodeMessages {

	private final ComponentCodecBeans components;

	private final ObjectProvider<MessagesCustomizer> customizers;

	NodeMessages(ComponentCodecBeans components, ObjectProvider<MessagesCustomizer> customizers) {
		this.components = components;
		this.customizers = customizers;
	}

	void register(Messages messages) {
		this.components.register(messages);
		this.customizers.orderedStream().forEach((customizer) -> registering("A MessagesCustomizer bean", () -> {
			customizer.customize(messages);
			return messages;
		}));
	}

	/** Registers types of messages, and explains a type that cannot be registered. */
	static <T> T registering(String who, Supplier<T> registration) {
		try {
			return registration.get();
		}
		catch (NoiseException ex) {
			throw new FailureAnalyzedException(who + " could not register types of messages: " + ex.getMessage() + ".",
					"Give each type one opcode of its own, 1 to 255, and a MessageCodec if it is neither a record "
							+ "nor a sealed interface of records.",
					ex);
		}
	}

}
