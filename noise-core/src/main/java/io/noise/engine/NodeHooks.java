package io.noise.engine;

import java.util.function.Supplier;

import io.noise.DialException;
import io.noise.DialFailedCallback;
import io.noise.Direction;
import io.noise.ListenerErrorCallback;
import io.noise.Node;
import io.noise.NodeObserver.Hook;
import io.noise.PeerCallback;
import io.noise.concurrent.Lane;

/**
 * The hooks of a node. Hooks that concern no peer run in the node's own lane.
 */
final class NodeHooks {

	final HookList<PeerCallback> connected;

	final HookList<PeerCallback> dialed;

	final HookList<PeerCallback> init;

	final HookList<PeerCallback> disconnected;

	final HookList<ListenerErrorCallback> listenerError;

	final HookList<DialFailedCallback> dialFailed;

	private final Supplier<Node> node;

	private final Lane lane;

	private final HookFailures failures;

	private final HookTimes times;

	NodeHooks(Supplier<Node> node, Lane lane, HookFailures failures, HookTimes times) {
		this.node = node;
		this.lane = lane;
		this.failures = failures;
		this.times = times;
		this.connected = new HookList<>(Hook.PEER_CONNECTED, times);
		this.dialed = new HookList<>(Hook.PEER_DIALED, times);
		this.init = new HookList<>(Hook.PEER_INIT, times);
		this.disconnected = new HookList<>(Hook.PEER_DISCONNECTED, times);
		this.listenerError = new HookList<>(Hook.LISTENER_ERROR, times);
		this.dialFailed = new HookList<>(Hook.DIAL_FAILED, times);
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
	 * Creates the hooks of one peer.
	 */
	HookList<PeerCallback> ofPeer() {
		return new HookList<>(Hook.DISCONNECT, this.times);
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
