package io.noise.spring.boot.autoconfigure;

import java.util.List;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;

import org.springframework.context.SmartLifecycle;

/**
 * A step on the way to the end of an application that has a node.
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
	 * A node that only dials has something to stop, too. That of a test may be a mock.
	 */
	@Override
	public final boolean isRunning() {
		List<Peer> peers = this.node.peers();
		return this.node.state() == NodeState.LISTENING || (peers != null && !peers.isEmpty());
	}

	/** The highest stops first. */
	@Override
	public final int getPhase() {
		return this.phase;
	}

	/** Not when the context is refreshed, but when the application is ready. */
	@Override
	public final boolean isAutoStartup() {
		return false;
	}

	/** A closed node cannot be opened again. */
	@Override
	public final boolean isPauseable() {
		return false;
	}

}
