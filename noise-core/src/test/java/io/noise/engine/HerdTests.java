package io.noise.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.noise.Limits;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.RawPeer;
import io.noise.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many connections at once, to a node with few places for pending ones.
 */
class HerdTests {

	private static final int HERD = 100;

	/** Dials that come first, so that the code is compiled as for a herd that returns. */
	private static final int BEFORE = 30;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private static long closedToMakeRoom(Node hub) {
		return hub.stats().refusals().get(Refusal.MAX_PENDING_HANDSHAKES);
	}

	/**
	 * On a quiet machine fewer than a tenth are lost. The bound leaves room for one on
	 * which honest nodes are as slow as silent ones; without a waiting room it was three
	 * quarters.
	 */
	@Test
	void herdThatReturnsAtOnce_losesFew() {
		Node hub = this.nodes.create((builder) -> builder.handshakeTimeout(Nodes.SOON)
			.limits(Limits.defaults().withMaxPendingHandshakes(HERD / 6)));
		hub.listen();
		Node herd = this.nodes.create((builder) -> builder.connectTimeout(Nodes.SOON)
			.handshakeTimeout(Nodes.SOON)
			.limits(Limits.defaults().withMaxConcurrentDials(HERD).withMaxOutbound(HERD)));
		for (int i = 0; i < BEFORE; i++) {
			herd.dial(hub.externalAddress()).disconnect();
		}
		List<CompletableFuture<Peer>> dials = IntStream.range(0, HERD)
			.mapToObj((i) -> herd.dialAsync(hub.externalAddress()))
			.toList();
		await().atMost(Duration.ofSeconds(60)).until(() -> dials.stream().allMatch(CompletableFuture::isDone));
		assertThat(dials.stream().filter(CompletableFuture::isCompletedExceptionally).count()).isLessThan(HERD / 4);
		assertThat(closedToMakeRoom(hub)).isLessThan(HERD / 4);
	}

	@Test
	void newConnections_whileThePendingOnesHaveBegun_waitInTheBacklog() throws IOException {
		Node hub = this.nodes.create((builder) -> builder.handshakeTimeout(Nodes.SOON)
			.limits(Limits.defaults().withMaxPendingHandshakes(2)));
		hub.listen();
		List<RawPeer> begun = new ArrayList<>();
		try {
			for (int i = 0; i < 2; i++) {
				// The first byte of a handshake.
				begun.add(RawPeer.dial(hub).send("ee"));
			}
			AcceptCounts.awaitPending(hub, 2);
			Node next = this.nodes.create((builder) -> builder.handshakeTimeout(Nodes.SOON));
			CompletableFuture<Peer> dial = next.dialAsync(hub.externalAddress());
			begun.get(0).close();
			assertThat(dial).succeedsWithin(Nodes.SOON);
		}
		finally {
			for (RawPeer peer : begun) {
				peer.close();
			}
		}
	}

	@Test
	void manyThatSayNothing_makeRoomForOneThatDoes() throws IOException {
		Node hub = this.nodes.create((builder) -> builder.handshakeTimeout(Nodes.SOON)
			.limits(Limits.defaults().withMaxPendingHandshakes(2)));
		hub.listen();
		List<RawPeer> silent = new ArrayList<>();
		try {
			for (int i = 0; i < 20; i++) {
				silent.add(RawPeer.dial(hub));
			}
			assertThat(this.nodes.create().dial(hub.externalAddress()).isConnected()).isTrue();
			assertThat(closedToMakeRoom(hub)).isPositive();
		}
		finally {
			for (RawPeer peer : silent) {
				peer.close();
			}
		}
	}

}
