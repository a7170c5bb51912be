package io.noise.spring.hook;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.config.SingletonBeanRegistry;

/**
 * A bean with the known facts of its class.
 *
 * @param name the name to look it up
 * @param definitionName the name of its definition, which differs for a bean with a
 * scoped proxy
 * @param type its class, not the class of a proxy; for a bean that does not exist yet
 * perhaps only the type that its definition declares
 * @param made the class of the object as it was made, before a proxy replaced it; null
 * where that is not known
 */
record BeanType(String name, String definitionName, Class<?> type, @Nullable Class<?> made) {

	/**
	 * The name of the definition of a bean.
	 */
	static String definitionName(HierarchicalBeanFactory beans, String name) {
		String behindScopedProxy = ScopedProxyUtils.getTargetBeanName(name);
		return beans.containsLocalBean(behindScopedProxy) ? behindScopedProxy : name;
	}

	/**
	 * A singleton that exists. Null for a singleton that is being made, which would be
	 * incomplete and perhaps without its proxy.
	 */
	static @Nullable Object singleton(SingletonBeanRegistry beans, String name) {
		return beans.containsSingleton(name) ? beans.getSingleton(name) : null;
	}

	/**
	 * Whether this is a factory of beans rather than the bean that it makes.
	 */
	boolean isFactory() {
		return BeanFactoryUtils.isFactoryDereference(this.name);
	}

}
