package io.noise.engine;

import io.noise.Node;
import io.noise.concurrent.Platform;

/**
 * Begins to build nodes that take time, chance and threads from a test.
 */
public final class SimulatedNodes {

	private SimulatedNodes() {
	}

	public static Node.Builder builder(Platform platform) {
		return new NodeBuilder().platform(platform);
	}

}
