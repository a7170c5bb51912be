package io.noise.spring.node;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.noise.Messages;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.NodeStats;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.Registration;
import org.jspecify.annotations.Nullable;
import org.mockito.Mockito;

/**
 * A node as the test of an application makes it: implements the methods that have no
 * default, and remembers its hooks.
 */
public final class FakeNode implements InvocationHandler {

	private final List<PeerCallback> initHooks = new CopyOnWriteArrayList<>();

	private final Messages messages = Mockito.mock(Messages.class);

	private final NodeStats stats;

	private volatile NodeState state = NodeState.NEW;

	private FakeNode() {
		try (Node node = Node.builder().build()) {
			this.stats = node.stats();
		}
	}

	/**
	 * A node without a network.
	 */
	public static Node create() {
		return proxy(new FakeNode());
	}

	/**
	 * Runs the hooks for a new peer.
	 */
	public static void connect(Node fake, Peer peer) throws Exception {
		for (PeerCallback hook : ((FakeNode) Proxy.getInvocationHandler(fake)).initHooks) {
			hook.handle(fake, peer);
		}
	}

	private static Node proxy(InvocationHandler handler) {
		return (Node) Proxy.newProxyInstance(Node.class.getClassLoader(), new Class<?>[] { Node.class }, handler);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		return switch (method.getName()) {
			case "toString", "id", "session", "host" -> "fake";
			case "externalAddress" -> "fake:1";
			case "hashCode" -> 1;
			case "equals" -> arguments != null && proxy == arguments[0];
			case "port" -> 1;
			case "state" -> this.state;
			case "stats" -> this.stats;
			case "messages" -> this.messages;
			case "metadata" -> Map.of();
			case "listen" -> changeTo(NodeState.LISTENING);
			case "close" -> changeTo(NodeState.CLOSED);
			case "onPeerInit" -> hook(arguments);
			default -> method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments) : empty(method);
		};
	}

	private @Nullable Object changeTo(NodeState state) {
		this.state = state;
		return null;
	}

	private Registration hook(Object @Nullable [] arguments) {
		PeerCallback hook = (PeerCallback) arguments[0];
		this.initHooks.add(hook);
		return () -> this.initHooks.remove(hook);
	}

	private static @Nullable Object empty(Method method) {
		if (method.getReturnType() == Registration.class) {
			return (Registration) () -> {
			};
		}
		if (method.getReturnType() == Optional.class) {
			return Optional.empty();
		}
		if (method.getReturnType() == CompletableFuture.class) {
			return CompletableFuture.completedFuture(null);
		}
		return (method.getReturnType() == List.class) ? List.of() : null;
	}

}
