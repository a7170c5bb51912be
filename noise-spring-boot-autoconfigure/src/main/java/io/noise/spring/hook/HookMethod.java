package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.noise.Node;
import io.noise.Peer;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.ResolvableType;

/**
 * A hook that is a method of a bean.
 */
final class HookMethod implements BeanHook {

	private final BeanFactory beans;

	private final String beanName;

	private final BeanMethod method;

	private final List<HookParameter> parameters;

	private HookMethod(BeanFactory beans, String beanName, BeanMethod method, List<HookParameter> parameters) {
		this.beans = beans;
		this.beanName = beanName;
		this.method = method;
		this.parameters = parameters;
	}

	/**
	 * Makes a hook of a method.
	 * @throws InvalidHookException if the method asks for what it cannot get
	 */
	static HookMethod of(BeanFactory beans, String beanName, Class<?> type, Method method, HookKind kind) {
		List<HookParameter> parameters = new ArrayList<>();
		for (int i = 0; i < method.getParameterCount(); i++) {
			Class<?> asked = ResolvableType.forMethodParameter(method, i, type).toClass();
			parameters.add(kind.parameter(asked)
				.orElseThrow(() -> InvalidHookException.parameters(beanName, new BeanMethod(method), kind)));
		}
		return new HookMethod(beans, beanName, new BeanMethod(method), List.copyOf(parameters));
	}

	@Override
	public void handle(Node node, Peer peer) throws Exception {
		Object[] arguments = this.parameters.stream().map((parameter) -> parameter.value().apply(node, peer)).toArray();
		if (this.method.isStatic()) {
			this.method.callStatic(arguments);
		}
		else {
			this.method.call(this.beans.getBean(this.beanName), arguments);
		}
	}

	@Override
	public String signature() {
		return this.method.signature();
	}

	@Override
	public void verify() {
		Class<?> type = this.beans.getType(this.beanName, false);
		if (type != null && !this.method.isCallableOn(type)) {
			throw InvalidHookException.hiddenByProxy(this.beanName, this.method, type);
		}
	}

	@Override
	public String toString() {
		return this.method + " of bean '" + this.beanName + "'";
	}

}
