package io.noise.spring.hook;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;

/**
 * The place of a hook among those of its kind. The most specific order counts:
 * {@code @Order} on the hook method, the order of the bean's definition, on its
 * {@code @Bean} method, {@link Ordered} as far as the bean exists, on its class.
 */
final class HookOrder {

	private final ConfigurableListableBeanFactory beans;

	HookOrder(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	int of(Method method, BeanType bean) {
		Integer order = OrderUtils.getOrder(method);
		return (order != null) ? order : of(bean);
	}

	int of(BeanType bean) {
		Integer order = ofDefinition(bean.definitionName());
		if (order != null) {
			return order;
		}
		Object singleton = BeanType.singleton(this.beans, bean.name());
		if (singleton instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		return OrderUtils.getOrder(bean.type(), Ordered.LOWEST_PRECEDENCE);
	}

	private @Nullable Integer ofDefinition(String definitionName) {
		if (!this.beans.containsBeanDefinition(definitionName)) {
			return null;
		}
		BeanDefinition definition = this.beans.getMergedBeanDefinition(definitionName);
		if (definition.getAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE) instanceof Integer order) {
			return order;
		}
		Method factoryMethod = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return (factoryMethod != null) ? OrderUtils.getOrder(factoryMethod) : null;
	}

}
