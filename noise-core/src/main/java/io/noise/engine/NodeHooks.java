package io.noise.engine;

import java.util.function.Supplier;

import io.noise.DialException;
import io.noise.DialFailedCallback;
import io.noise.Direction;
import io.noise.ListenerErrorCallback;
import io.noise.Node;
import io.noise.PeerCallback;
import io.noise.concurrent.Lane;

/**
 * The hooks of a node. Hooks that concern no peer run in the node's own lane.
 */
final class NodeHooks {

	final HookList<PeerCallback> connected = new HookList<>("onPeerConnected");

	final HookList<PeerCallback> dialed = new HookList<>("onPeerDialed");

	final HookList<PeerCallback> init = new HookList<>("onPeerInit");

	final HookList<PeerCallback> disconnected = new HookList<>("onPeerDisconnected");

	final HookList<ListenerErrorCallback> listenerError = new HookList<>("onListenerError");

	final HookList<DialFailedCallback> dialFailed = new HookList<>("onDialFailed");

	private final Supplier<Node> node;

	private final Lane lane;

	private final HookFailures failures;

	NodeHooks(Supplier<Node> node, Lane lane, HookFailures failures) {
		this.node = node;
		this.lane = lane;
		this.failures = failures;
	}

	/**
	 * The node that is passed to hooks.
	 */
	Node node() {
		return this.node.get();
	}

	/**
	 * The lane of the hooks that concern no peer.
	 */
	Lane lane() {
		return this.lane;
	}

	HookFailures failures() {
		return this.failures;
	}

	/**
	 * Returns the first hooks of a new peer.
	 */
	HookList<PeerCallback> first(Direction direction) {
		return (direction == Direction.OUTBOUND) ? this.dialed : this.connected;
	}

	/**
	 * Runs the hooks for a connection that could not be accepted.
	 */
	void listenerFailed(Throwable cause) {
		this.lane.execute(() -> this.listenerError.run(this.lane, (hook) -> hook.handle(node(), cause)));
	}

	/**
	 * Runs the hooks for a dial that failed.
	 */
	void dialFailed(String address, DialException failure) {
		this.lane.execute(() -> this.dialFailed.run(this.lane, (hook) -> hook.handle(node(), address, failure)));
	}

}
