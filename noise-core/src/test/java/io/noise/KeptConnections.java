package io.noise;

import io.noise.KeptConnection.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The kept address of a node that has one.
 */
public final class KeptConnections {

	private KeptConnections() {
	}

	public static KeptConnection only(Node node) {
		assertThat(node.keptConnections()).hasSize(1);
		return node.keptConnections().get(0);
	}

	public static void awaitState(Node node, State state) {
		await().atMost(Nodes.SOON).until(() -> only(node).state() == state);
	}

}
