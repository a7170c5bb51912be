package io.noise.benchmarks.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The links of a client whose library has no broadcast: the message is sent to each.
 */
final class LinkList {

	private final List<Link> links = new CopyOnWriteArrayList<>();

	<L extends Link> L add(L link) {
		this.links.add(link);
		return link;
	}

	void remove(Link link) {
		this.links.remove(link);
	}

	Client.Pending broadcast(byte[] body) {
		CompletableFuture<?>[] sends = this.links.stream()
			.map((link) -> link.send(body))
			.toArray(CompletableFuture<?>[]::new);
		return CompletableFuture.allOf(sends)::join;
	}

	void close() {
		for (Link link : this.links) {
			link.close();
		}
	}

}
