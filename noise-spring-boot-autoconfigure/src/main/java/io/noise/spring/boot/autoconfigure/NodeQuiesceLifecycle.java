package io.noise.spring.boot.autoconfigure;

import io.noise.Node;
import io.noise.NodeState;

import org.springframework.context.SmartLifecycle;

/**
 * Lets no new peers in once the application begins to stop: before web servers finish
 * their last requests, and before {@link NodeLifecycle} closes the node.
 */
final class NodeQuiesceLifecycle implements SmartLifecycle {

	private final Node node;

	NodeQuiesceLifecycle(Node node) {
		this.node = node;
	}

	/** {@link NodeLifecycle} does that. */
	@Override
	public void start() {
	}

	@Override
	public void stop() {
		this.node.quiesce();
	}

	@Override
	public boolean isRunning() {
		return this.node.state() == NodeState.LISTENING || !this.node.peers().isEmpty();
	}

	/** The first to stop. */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	@Override
	public boolean isAutoStartup() {
		return false;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
