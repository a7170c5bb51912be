package io.noise.engine;

import java.util.Objects;
import java.util.function.Supplier;

import io.noise.Node;
import org.jspecify.annotations.Nullable;

/**
 * A reference to the node, for the parts that pass it to users. Set once all parts are
 * put together, before the first connection.
 */
final class NodeReference implements Supplier<Node> {

	private volatile @Nullable Node node;

	void set(Node made) {
		this.node = made;
	}

	@Override
	public Node get() {
		return Objects.requireNonNull(this.node, "node: null (expected: complete)");
	}

}
