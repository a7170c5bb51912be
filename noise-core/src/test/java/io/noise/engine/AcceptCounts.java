package io.noise.engine;

import io.noise.Node;
import io.noise.Nodes;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts what a node has accepted and not forgotten.
 */
final class AcceptCounts {

	private AcceptCounts() {
	}

	/**
	 * Waits until the bounds of a node count so many.
	 * @param inbound places of inbound peers
	 * @param pending connections that are not peers yet
	 * @param addresses addresses of either
	 */
	static void await(Node node, int inbound, int pending, int addresses) {
		Awaitility.await().atMost(Nodes.SOON).untilAsserted(() -> {
			assertThat(NodeParts.of(node, AcceptPlaces.class)).hasToString(inbound + " inbound peers");
			assertThat(NodeParts.of(node, AcceptPending.class)).hasToString(pending + " pending");
			assertThat(NodeParts.of(node, AcceptAddresses.class)).hasToString(addresses + " addresses");
		});
	}

	/**
	 * Waits until so many connections of a node are not peers yet.
	 */
	static void awaitPending(Node node, int pending) {
		Awaitility.await()
			.atMost(Nodes.SOON)
			.until(() -> NodeParts.of(node, AcceptPending.class).toString().equals(pending + " pending"));
	}

}
