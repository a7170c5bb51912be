package io.noise.engine;

import io.noise.Node;

/**
 * The way from the API into the engine: {@link Node#builder()} calls it, and nothing else
 * does.
 */
public final class Engine {

	private Engine() {
	}

	/**
	 * Begins to configure a node, once it is clear that the Netty on the class path will
	 * do.
	 * @return a builder with all defaults
	 * @throws io.noise.NoiseException if that Netty is too old
	 */
	public static Node.Builder builder() {
		NodeNettyCheck.check();
		return new NodeBuilder();
	}

}
