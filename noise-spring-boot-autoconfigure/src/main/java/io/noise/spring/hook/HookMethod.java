package io.noise.spring.hook;

import java.lang.reflect.Method;

import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.Registration;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A hook that is a method of a bean.
 */
final class HookMethod implements BeanHook, PeerCallback {

	private final HookKind kind;

	private final BoundMethod method;

	private final ArgumentList arguments;

	private HookMethod(HookKind kind, BoundMethod method, ArgumentList arguments) {
		this.kind = kind;
		this.method = method;
		this.arguments = arguments;
	}

	/**
	 * Makes a hook of a method.
	 * @throws InvalidHookException if the method asks for what it cannot get
	 */
	static HookMethod of(ConfigurableListableBeanFactory beans, BeanType bean, Method method, HookKind kind) {
		ArgumentList arguments = ArgumentList.of(HookParameter.of(method, bean.type()),
				(parameter) -> kind.argument(parameter)
					.orElseThrow(() -> InvalidHookException.parameters(bean.name(), new BeanMethod(method), kind)));
		return new HookMethod(kind, new BoundMethod(beans, bean, method), arguments);
	}

	@Override
	public void handle(Node node, Peer peer) throws Exception {
		this.method.call(this.arguments.values(new HookCall(node, peer, null)));
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
