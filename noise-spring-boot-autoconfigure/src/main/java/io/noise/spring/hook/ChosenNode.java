package io.noise.spring.hook;

import java.util.Arrays;

import io.noise.Node;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Recognizes the {@link Node} bean that gets the hooks of a context, before it exists.
 */
final class ChosenNode {

	private ChosenNode() {
	}

	/**
	 * Whether a bean is the only node, the primary one, or the one that is no fallback.
	 */
	static boolean is(ConfigurableListableBeanFactory beans, String beanName) {
		return Arrays.stream(beans.getBeanNamesForType(Node.class, true, false))
			.filter((other) -> !other.equals(beanName))
			.allMatch((other) -> rank(beans, other) < rank(beans, beanName));
	}

	private static int rank(ConfigurableListableBeanFactory beans, String beanName) {
		if (!beans.containsBeanDefinition(beanName)) {
			return 1;
		}
		BeanDefinition definition = beans.getMergedBeanDefinition(beanName);
		if (definition.isPrimary()) {
			return 2;
		}
		return (definition.isFallback() || !definition.isAutowireCandidate()) ? 0 : 1;
	}

}
