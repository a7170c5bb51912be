package io.noise.spring.hook;

import java.util.Arrays;

import io.noise.Node;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Which of the {@link Node} beans of a context gets its hooks, told before it exists.
 */
final class ChosenNode {

	private ChosenNode() {
	}

	/**
	 * Whether it is the only one, the primary one, or the one that is no fallback.
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
