package io.noise.spring.hook;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanFactory;

/**
 * Predicts the proxy of a bean that does not exist yet: a lazy bean, or one with a scope.
 */
final class ProxyPrediction {

	private static final Logger logger = LoggerFactory.getLogger(ProxyPrediction.class);

	private ProxyPrediction() {
	}

	/**
	 * Predicts the class of a bean, or of its proxy if it will have one.
	 * @return the class; null if it cannot be predicted
	 */
	static @Nullable Class<?> typeOf(ConfigurableListableBeanFactory beans, String name) {
		Class<?> type = beans.getType(name, false);
		if (type == null || BeanMethod.isProxy(type) || !(beans instanceof AbstractBeanFactory factory)) {
			return type;
		}
		try {
			for (BeanPostProcessor processor : factory.getBeanPostProcessors()) {
				if (processor instanceof SmartInstantiationAwareBeanPostProcessor smart && !BeanMethod.isProxy(type)) {
					type = smart.determineBeanType(type, name);
				}
			}
			return type;
		}
		catch (RuntimeException ex) {
			logger.debug("The proxy of bean '{}' is unknown until the bean exists", name, ex);
			return null;
		}
	}

}
