package io.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.noise.transport.Transport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many peers that connect and disconnect at the same time, closed by either side.
 */
class ChurnTests {

	private static final int PEERS = 300;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	/** Records the hooks of each peer, and how many of them run at the same time. */
	private static final class Recorder {

		final Map<String, List<String>> hooks = new ConcurrentHashMap<>();

		final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

		final AtomicInteger overlaps = new AtomicInteger();

		PeerCallback record(String event) {
			return (node, peer) -> {
				AtomicInteger inside = this.running.computeIfAbsent(peer.id(), (id) -> new AtomicInteger());
				if (inside.incrementAndGet() != 1) {
					this.overlaps.incrementAndGet();
				}
				this.hooks.computeIfAbsent(peer.id(), (id) -> new CopyOnWriteArrayList<>()).add(event);
				inside.decrementAndGet();
			};
		}

		void listenTo(Node node) {
			node.onPeerConnected(record("connected"));
			node.onPeerDialed(record("dialed"));
			node.onPeerInit(record("init"));
			node.onPeerDisconnected(record("disconnected"));
		}

	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void everyHook_runsExactlyOnceAndInOrder(Transport transport) {
		Node listener = this.nodes.create(transport);
		Node dialer = this.nodes.create(transport);
		Recorder in = new Recorder();
		Recorder out = new Recorder();
		in.listenTo(listener);
		out.listenTo(dialer);
		listener.onPeerConnected((n, peer) -> {
			if (ThreadLocalRandom.current().nextBoolean()) {
				peer.disconnectAsync();
			}
		});
		listener.listen();
		List<Peer> peers = new ArrayList<>();
		for (int i = 0; i < PEERS; i++) {
			Peer peer = dialer.dial(listener.externalAddress());
			peers.add(peer);
			if (i % 3 == 0) {
				peer.disconnectAsync();
			}
		}
		peers.forEach(Peer::disconnect);
		await().atMost(Nodes.SOON)
			.untilAsserted(() -> assertThat(listener.stats().peersDisconnected()).isEqualTo(PEERS));
		assertThat(out.hooks).hasSize(PEERS)
			.allSatisfy((id, hooks) -> assertThat(hooks).containsExactly("dialed", "init", "disconnected"));
		await().untilAsserted(() -> assertThat(in.hooks).hasSize(PEERS)
			.allSatisfy((id, hooks) -> assertThat(hooks).containsExactly("connected", "init", "disconnected")));
		assertThat(in.overlaps).hasValue(0);
		assertThat(out.overlaps).hasValue(0);
		assertThat(listener.peers()).isEmpty();
		assertThat(dialer.peers()).isEmpty();
	}

}
