package io.noise.spring.hook;

import java.util.function.IntSupplier;

import io.noise.Node;
import io.noise.Registration;

/**
 * A hook that was found, to be registered at the node.
 *
 * @param kind what it is called for
 * @param beanName the bean that has it
 * @param order tells its place among the hooks of its kind, lowest first; to be asked
 * when the bean exists, if it ever will without being asked for
 * @param callback what is called
 */
record Hook(HookKind kind, String beanName, IntSupplier order, BeanHook callback) {

	Registration register(Node node) {
		return this.kind.register(node, this.callback);
	}

	/**
	 * Tells hooks apart: it is the same for a method that is found in the declared type
	 * of a bean, and again in its class.
	 */
	Key key() {
		return new Key(this.kind, this.beanName, this.callback.signature());
	}

	record Key(HookKind kind, String beanName, String signature) {
	}

}
