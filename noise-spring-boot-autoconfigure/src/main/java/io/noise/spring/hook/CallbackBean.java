package io.noise.spring.hook;

import java.lang.reflect.Method;

import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.Registration;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * A hook that is a whole bean.
 */
final class CallbackBean implements BeanHook, PeerCallback {

	private static final Method HANDLE = ClassUtils.getMethod(PeerCallback.class, "handle", Node.class, Peer.class);

	private final HookKind kind;

	private final String beanName;

	private final BoundMethod method;

	private CallbackBean(HookKind kind, String beanName, BoundMethod method) {
		this.kind = kind;
		this.beanName = beanName;
		this.method = method;
	}

	/**
	 * Makes the hook of a bean that is annotated as a whole.
	 * @throws InvalidHookException if the bean is no callback
	 */
	static CallbackBean of(ConfigurableListableBeanFactory beans, BeanType bean, HookKind kind) {
		if (!PeerCallback.class.isAssignableFrom(bean.type())) {
			throw InvalidHookException.noCallback(bean.name(), bean.type(), kind);
		}
		Method handle = ClassUtils.getMostSpecificMethod(HANDLE, bean.type());
		return new CallbackBean(kind, bean.name(), new BoundMethod(beans, bean, handle));
	}

	@Override
	public void handle(Node node, Peer peer) throws Exception {
		((PeerCallback) this.method.bean()).handle(node, peer);
	}

	@Override
	public String signature() {
		return "";
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
		return "bean '" + this.beanName + "'";
	}

}
