package io.noise.spring.hook;

import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.Registration;

import org.springframework.beans.factory.BeanFactory;

/**
 * A hook that is a whole bean.
 */
final class CallbackBean implements BeanHook, PeerCallback {

	private final HookKind kind;

	private final BeanFactory beans;

	private final String beanName;

	private CallbackBean(HookKind kind, BeanFactory beans, String beanName) {
		this.kind = kind;
		this.beans = beans;
		this.beanName = beanName;
	}

	/**
	 * Makes the hook of a bean that is annotated as a whole.
	 * @throws InvalidHookException if the bean is no callback
	 */
	static CallbackBean of(BeanFactory beans, String beanName, Class<?> type, HookKind kind) {
		if (!PeerCallback.class.isAssignableFrom(type)) {
			throw InvalidHookException.noCallback(beanName, type, kind);
		}
		return new CallbackBean(kind, beans, beanName);
	}

	@Override
	public void handle(Node node, Peer peer) throws Exception {
		this.beans.getBean(this.beanName, PeerCallback.class).handle(node, peer);
	}

	@Override
	public String signature() {
		return "";
	}

	@Override
	public void verify() {
		// Its type is all it needs.
	}

	@Override
	public Registration register(Node node) {
		return this.kind.register(node, this);
	}

	@Override
	public String toString() {
		return "bean '" + this.beanName + "'";
	}

}
