package io.noise.spring.hook;

import io.noise.Node;
import io.noise.Registration;

/**
 * A hook whose code is in a bean, which is looked up by its name each time the hook runs.
 */
interface BeanHook {

	/**
	 * A text that distinguishes this hook from others of the same bean and annotation.
	 */
	String signature();

	/**
	 * Makes sure that the bean, as far as it exists by now, can be called.
	 * @throws InvalidHookException if it cannot
	 */
	void verify();

	Registration register(Node node);

}
