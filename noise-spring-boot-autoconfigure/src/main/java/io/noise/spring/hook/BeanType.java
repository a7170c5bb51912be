package io.noise.spring.hook;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.config.SingletonBeanRegistry;

/**
 * A bean and what is known of its class.
 *
 * @param name by which the bean is asked for
 * @param definitionName where its definition is: for a bean behind a scoped proxy under
 * another name
 * @param type its class, not the one of a proxy; of a bean that does not exist yet
 * perhaps only the type that its definition declares
 * @param made the class of the object as it was made, before anything replaced it by a
 * proxy; null where that is not known
 */
record BeanType(String name, String definitionName, Class<?> type, @Nullable Class<?> made) {

	/**
	 * Where the definition of a bean is.
	 */
	static String definitionName(HierarchicalBeanFactory beans, String name) {
		String behindScopedProxy = ScopedProxyUtils.getTargetBeanName(name);
		return beans.containsLocalBean(behindScopedProxy) ? behindScopedProxy : name;
	}

	/**
	 * A singleton that exists. One that is being made would be handed out half done, and
	 * then perhaps without its proxy.
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
