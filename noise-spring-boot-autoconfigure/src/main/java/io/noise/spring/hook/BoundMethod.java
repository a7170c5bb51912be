package io.noise.spring.hook;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;

/**
 * A method of a bean that is asked for by its name, anew for each call.
 */
final class BoundMethod {

	private final BeanFactory beans;

	private final String beanName;

	private final BeanMethod method;

	BoundMethod(BeanFactory beans, String beanName, BeanMethod method) {
		this.beans = beans;
		this.beanName = beanName;
		this.method = method;
	}

	/**
	 * Calls the method.
	 * @return what it returns
	 * @throws Exception what it throws
	 */
	@Nullable Object call(@Nullable Object[] arguments) throws Exception {
		return this.method.isStatic() ? this.method.callStatic(arguments)
				: this.method.call(this.beans.getBean(this.beanName), arguments);
	}

	/**
	 * Makes sure that the bean, as far as it exists by now, has the method.
	 * @throws InvalidHookException if it has not
	 */
	void verify() {
		Class<?> type = this.beans.getType(this.beanName, false);
		if (type != null && !this.method.isCallableOn(type)) {
			throw InvalidHookException.hiddenByProxy(this.beanName, this.method, type);
		}
	}

	/**
	 * What overriding methods share.
	 */
	String signature() {
		return this.method.signature();
	}

	/**
	 * The name in full, to find the method in its source.
	 */
	String toLongString() {
		return this.method.toLongString();
	}

	/**
	 * The name for logs and messages.
	 * @return for example {@code Greeter.connected(Peer) of bean 'greeter'}
	 */
	@Override
	public String toString() {
		return this.method + " of bean '" + this.beanName + "'";
	}

}
