package io.noise.spring.hook;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A method together with the bean on which it is called.
 */
final class BoundMethod {

	private final ConfigurableListableBeanFactory beans;

	private final BeanType bean;

	private final BeanMethod method;

	private final TargetBean target;

	private volatile @Nullable Class<?> verified;

	BoundMethod(ConfigurableListableBeanFactory beans, BeanType bean, Method method) {
		this.beans = beans;
		this.bean = bean;
		this.method = new BeanMethod(method);
		this.target = new TargetBean(beans, bean.name());
	}

	/**
	 * Calls the method.
	 * @return the result of the method
	 * @throws Exception an exception of the method
	 * @throws InvalidHookException if the bean turns out to be a proxy that cannot call
	 * the method
	 */
	@Nullable Object call(@Nullable Object[] arguments) throws Exception {
		if (this.method.isStatic()) {
			return this.method.callStatic(arguments);
		}
		Object bean = bean();
		if (bean.getClass() != this.verified) {
			verify(bean.getClass());
			this.verified = bean.getClass();
		}
		return this.method.call(bean, arguments);
	}

	/**
	 * The bean.
	 */
	Object bean() {
		return this.target.get();
	}

	/**
	 * Makes sure that the bean has the method and can advise it: by its class, or by the
	 * class of its future proxy, as far as that is known.
	 * @throws InvalidHookException if it cannot
	 */
	void verify() {
		Object singleton = this.bean.isFactory() ? null : BeanType.singleton(this.beans, this.bean.name());
		if (singleton != null && !(singleton instanceof FactoryBean)) {
			verify(singleton.getClass());
			this.target.remember();
			return;
		}
		Class<?> predicted = ProxyPrediction.typeOf(this.beans, this.bean.name());
		if (predicted != null && BeanMethod.isProxy(predicted)) {
			verify(predicted);
		}
	}

	private void verify(Class<?> beanClass) {
		Class<?> made = (this.bean.made() != null) ? this.bean.made() : beanClass;
		this.method.obstacle(beanClass, made).ifPresent((obstacle) -> {
			throw InvalidHookException.behindProxy(this.bean.name(), this.method, obstacle, beanClass);
		});
	}

	/**
	 * A text that overriding methods share.
	 */
	String signature() {
		return this.method.signature();
	}

	/**
	 * The full name, to find the method in its source.
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
		return this.method + " of bean '" + this.bean.name() + "'";
	}

}
