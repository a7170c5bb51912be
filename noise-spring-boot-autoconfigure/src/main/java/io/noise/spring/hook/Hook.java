package io.noise.spring.hook;

import java.lang.annotation.Annotation;
import java.util.function.IntSupplier;

/**
 * A hook that was found, to be registered at the node.
 *
 * @param annotation what makes it a hook
 * @param beanName the bean that has it
 * @param order tells its place among the hooks of its kind, lowest first; to be asked
 * when the bean exists, if it ever will without being asked for
 * @param code what is called
 */
record Hook(Class<? extends Annotation> annotation, String beanName, IntSupplier order, BeanHook code) {

	/**
	 * Tells hooks apart: it is the same for a method that is found in the declared type
	 * of a bean, and again in its class.
	 */
	Key key() {
		return new Key(this.annotation, this.beanName, this.code.signature());
	}

	record Key(Class<? extends Annotation> annotation, String beanName, String signature) {
	}

}
