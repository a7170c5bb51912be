package io.noise.spring.hook;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The bean of a hook, looked up by its name for each call. A singleton is looked up once,
 * so that hooks that run after their context was closed find the bean that was there and
 * not a new one; as where one hook of a peer closes the context before the others run.
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
	 * Remembers the bean if it is a singleton that exists. Creates none.
	 */
	void remember() {
		if (this.beans.containsSingleton(this.name) && this.beans.isSingleton(this.name)) {
			get();
		}
	}

}
