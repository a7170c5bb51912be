package io.noise.spring.boot.autoconfigure;

import java.util.List;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;

import org.springframework.context.SmartLifecycle;

/**
 * A step of the shutdown of an application that has a node.
 */
abstract class NodePhase implements SmartLifecycle {

	private final Node node;

	private final int phase;

	NodePhase(Node node, int phase) {
		this.node = node;
		this.phase = phase;
	}

	final Node node() {
		return this.node;
	}

	/**
	 * Whether there is anything to stop, which is also true of a node that only dials.
	 * The node of a test may be a mock.
	 */
	@Override
	public final boolean isRunning() {
		List<Peer> peers = this.node.peers();
		return this.node.state() == NodeState.LISTENING || (peers != null && !peers.isEmpty());
	}

	/** Orders the steps: the highest phase stops first. */
	@Override
	public final int getPhase() {
		return this.phase;
	}

	/** Prevents a start at the refresh: the node starts when the application is ready. */
	@Override
	public final boolean isAutoStartup() {
		return false;
	}

	/** Prevents a pause, since a closed node cannot be opened again. */
	@Override
	public final boolean isPauseable() {
		return false;
	}

}
