package io.noise.spring.boot.autoconfigure;

import io.noise.Node;

/**
 * Refuses new peers once the application begins to stop: before web servers finish their
 * last requests, and before {@link NodeLifecycle} closes the node.
 */
final class NodeQuiesceLifecycle extends NodePhase {

	NodeQuiesceLifecycle(Node node) {
		super(node, Integer.MAX_VALUE); // the first to stop
	}

	/** Does nothing: {@link NodeLifecycle} starts the node. */
	@Override
	public void start() {
	}

	@Override
	public void stop() {
		node().quiesce();
	}

}
