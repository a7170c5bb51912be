package io.noise.engine;

import io.noise.Node;

/**
 * The entrance from the API to the engine, called by {@link Node#builder()} alone.
 */
public final class Engine {

	private Engine() {
	}

	/**
	 * Begins to configure a node, after a check of the Netty on the class path.
	 * @return a builder with all defaults
	 * @throws io.noise.NoiseException if that Netty is too old
	 */
	public static Node.Builder builder() {
		NodeNettyCheck.check();
		return new NodeBuilder();
	}

}
