package io.noise.engine;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.noise.transport.HostPort;
import io.noise.transport.Transport;

/**
 * Looks names up, on the node's own threads since that blocks.
 */
final class DialLookUp {

	private final Transport transport;

	private final NodeAddress node;

	private final Executor executor;

	DialLookUp(Transport transport, NodeAddress node, Executor executor) {
		this.transport = transport;
		this.node = node;
		this.executor = executor;
	}

	/**
	 * Looks a name up.
	 * @param found called on another thread with the addresses, without this node's own;
	 * perhaps with none
	 * @param failed called on another thread with the failure
	 * @throws RejectedExecutionException if the node is closed
	 */
	void resolve(HostPort target, Consumer<List<SocketAddress>> found, Consumer<Throwable> failed) {
		this.executor.execute(() -> {
			try {
				found.accept(this.transport.resolve(target)
					.stream()
					.filter((address) -> !this.node.isBoundTo(address))
					.toList());
			}
			catch (Throwable ex) {
				failed.accept(ex);
			}
		});
	}

}
