package io.noise.spring.boot.actuate;

import io.noise.Node;
import io.noise.NodeStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;

import static org.awaitility.Awaitility.await;

/**
 * A test with the node of {@link EndpointApplication} and another one, to dial and to be
 * dialled by. Each test has another of its own, and finds the application's without
 * peers.
 */
abstract class TwoNodes {

	/** The node of the application. */
	@Autowired
	Node node;

	Node other;

	@BeforeEach
	void startOther() {
		this.other = Node.builder().port(0).build();
		this.other.listen();
	}

	@AfterEach
	void closeOther() {
		this.other.close();
		await().until(() -> allPeersAreGone(this.node.stats()));
	}

	private static boolean allPeersAreGone(NodeStats stats) {
		return stats.peersDisconnected() == stats.peersAccepted() + stats.peersDialed();
	}

}
