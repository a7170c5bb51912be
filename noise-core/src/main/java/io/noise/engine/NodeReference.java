package io.noise.engine;

import java.util.Objects;
import java.util.function.Supplier;

import io.noise.Node;
import org.jspecify.annotations.Nullable;

/**
 * The node, for those parts of it that hand it to users. Empty while the parts are put
 * together, before the first connection.
 */
final class NodeReference implements Supplier<Node> {

	private volatile @Nullable Node node;

	void set(Node made) {
		this.node = made;
	}

	@Override
	public Node get() {
		return Objects.requireNonNull(this.node, "the node is not complete");
	}

}
