package io.noise.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.noise.MessageCodec;
import io.noise.Messages;
import io.noise.NoiseException;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.ResolvableType;

/**
 * The {@link MessageComponentCodec} beans of a context and its parents, each with its
 * type.
 */
final class ComponentCodecBeans {

	private final ConfigurableListableBeanFactory beans;

	ComponentCodecBeans(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Registers all of them.
	 * @throws FailureAnalyzedException if two are for one type, or the type of one is
	 * unknown or cannot have a codec
	 */
	void register(Messages messages) {
		Map<Class<?>, String> names = new LinkedHashMap<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans,
				MessageComponentCodec.class)) {
			MessageComponentCodec<?> codec = this.beans.getBean(name, MessageComponentCodec.class);
			Class<?> type = type(name, codec);
			String other = names.putIfAbsent(type, name);
			if (other != null) {
				throw new FailureAnalyzedException(
						"Two MessageComponentCodec beans are for the type " + type.getName() + ": '" + other + "' and '"
								+ name + "'.",
						"Remove one of them. A type of components has one codec, which the other nodes have too.");
			}
			register(messages, type, codec, name);
		}
	}

	@SuppressWarnings("unchecked")
	private static <T> void register(Messages messages, Class<T> type, MessageCodec<?> codec, String name) {
		try {
			messages.component(type, (MessageCodec<T>) codec);
		}
		catch (NoiseException ex) {
			throw new FailureAnalyzedException(
					"The MessageComponentCodec bean '" + name + "' could not be registered: " + ex.getMessage() + ".",
					"Let it be for a class without type parameters that has no fixed form, and let no block of the "
							+ "protocol register a message that contains it.",
					ex);
		}
	}

	/** Reads the type off the class of the bean, or else off its definition. */
	private Class<?> type(String name, MessageComponentCodec<?> codec) {
		Class<?> type = argument(ResolvableType.forClass(AopUtils.getTargetClass(codec)));
		if (type == null && this.beans.containsBeanDefinition(name)) {
			type = argument(this.beans.getMergedBeanDefinition(name).getResolvableType());
		}
		if (type == null) {
			throw new FailureAnalyzedException(
					"The type of the MessageComponentCodec bean '" + name + "' is unknown: "
							+ AopUtils.getTargetClass(codec).getName() + " does not tell its type argument.",
					"Declare the bean as a MessageComponentCodec of one class, as in MessageComponentCodec<Money>.");
		}
		return type;
	}

	private static @Nullable Class<?> argument(ResolvableType codec) {
		return codec.as(MessageComponentCodec.class).getGeneric().resolve();
	}

}
