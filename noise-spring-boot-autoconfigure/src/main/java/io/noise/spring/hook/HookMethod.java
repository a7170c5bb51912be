package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.Registration;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * A hook that is a method of a bean.
 */
final class HookMethod implements BeanHook, PeerCallback {

	private final HookKind kind;

	private final BoundMethod method;

	private final List<HookParameter> parameters;

	private HookMethod(HookKind kind, BoundMethod method, List<HookParameter> parameters) {
		this.kind = kind;
		this.method = method;
		this.parameters = parameters;
	}

	/**
	 * Makes a hook of a method.
	 * @throws InvalidHookException if the method asks for what it cannot get
	 */
	static HookMethod of(ConfigurableListableBeanFactory beans, BeanType bean, Method method, HookKind kind) {
		BoundMethod bound = new BoundMethod(beans, bean, method);
		List<HookParameter> parameters = new ArrayList<>();
		for (int i = 0; i < method.getParameterCount(); i++) {
			Class<?> asked = ResolvableType.forMethodParameter(method, i, bean.type()).toClass();
			parameters.add(kind.parameter(asked).orElseThrow(() -> InvalidHookException.parameters(bound, kind)));
		}
		return new HookMethod(kind, bound, List.copyOf(parameters));
	}

	@Override
	public void handle(Node node, Peer peer) throws Exception {
		this.method.call(this.parameters.stream().map((parameter) -> parameter.value().apply(node, peer)).toArray());
	}

	@Override
	public String signature() {
		return this.method.signature();
	}

	@Override
	public void verify() {
		this.method.verify();
	}

	@Override
	public Registration register(Node node) {
		return this.kind.register(node, this);
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
