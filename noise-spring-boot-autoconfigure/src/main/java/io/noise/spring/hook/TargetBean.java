package io.noise.spring.hook;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The bean of a hook: asked for by its name, anew for each call. A singleton is asked for
 * once, so that hooks which run after their context was closed, as those of a peer one of
 * whose hooks closed it, meet the bean that was there and not a new one.
 */
final class TargetBean {

	private final ConfigurableListableBeanFactory beans;

	private final String name;

	private volatile @Nullable Object singleton;

	TargetBean(ConfigurableListableBeanFactory beans, String name) {
		this.beans = beans;
		this.name = name;
	}

	Object get() {
		Object known = this.singleton;
		if (known != null) {
			return known;
		}
		Object bean = this.beans.getBean(this.name);
		if (this.beans.isSingleton(this.name)) {
			this.singleton = bean;
		}
		return bean;
	}

	/**
	 * Remembers the bean, if it is a singleton and there is one: brings none to life.
	 */
	void remember() {
		if (this.beans.containsSingleton(this.name) && this.beans.isSingleton(this.name)) {
			get();
		}
	}

}
