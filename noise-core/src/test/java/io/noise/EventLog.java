package io.noise;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Events, in the order in which they happened.
 */
public final class EventLog {

	private final List<String> events = new CopyOnWriteArrayList<>();

	public void add(String event) {
		this.events.add(event);
	}

	/** Logs all peer hooks of a node. */
	public EventLog listenTo(Node node) {
		node.onPeerConnected((n, peer) -> add("connected"));
		node.onPeerDialed((n, peer) -> add("dialed"));
		node.onPeerInit((n, peer) -> add("init"));
		node.onPeerDisconnected((n, peer) -> add("disconnected"));
		return this;
	}

	public List<String> events() {
		return List.copyOf(this.events);
	}

	public void awaitExactly(String... expected) {
		await().atMost(Nodes.SOON).untilAsserted(() -> assertThat(this.events).containsExactly(expected));
	}

	public void awaitContains(String expected) {
		await().atMost(Nodes.SOON).untilAsserted(() -> assertThat(this.events).contains(expected));
	}

}
