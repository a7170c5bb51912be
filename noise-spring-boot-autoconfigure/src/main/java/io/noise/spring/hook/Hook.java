package io.noise.spring.hook;

import java.lang.annotation.Annotation;
import java.util.function.IntSupplier;

/**
 * A hook that was found, to be registered at the node.
 *
 * @param annotation the annotation that makes it a hook
 * @param beanName the bean that has it
 * @param order tells its place among the hooks of its kind, lowest first; to be called
 * when the bean exists, unless the bean is lazy
 * @param code the code to call
 */
record Hook(Class<? extends Annotation> annotation, String beanName, IntSupplier order, BeanHook code) {

	/**
	 * Identifies the hook. The key is the same for a method that is found in the declared
	 * type of a bean, and again in its class.
	 */
	Key key() {
		return new Key(this.annotation, this.beanName, this.code.signature());
	}

	record Key(Class<? extends Annotation> annotation, String beanName, String signature) {
	}

}
