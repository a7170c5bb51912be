package io.noise.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.noise.BroadcastResult;
import io.noise.CapturedLog;
import io.noise.Chat;
import io.noise.DialException;
import io.noise.DialException.Reason;
import io.noise.Direction;
import io.noise.EventLog;
import io.noise.KeptAddress;
import io.noise.KeptConnection;
import io.noise.KeptConnection.State;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.noise.KeptConnections.awaitState;
import static io.noise.KeptConnections.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kept addresses: their hooks, the state that they report, and redials.
 */
class KeptAddressTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private static void assertClosed(CompletableFuture<Peer> waiter) {
		assertThat(waiter).failsWithin(Nodes.SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(DialException.class, (ex) -> assertThat(ex.reason()).isEqualTo(Reason.CLOSED));
	}

	// --- hooks that block

	@Test
	void hookThatServesItsPeer_isConnectedMeanwhile() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CountDownLatch release = new CountDownLatch(1);
		dialer.onPeerInit((node, peer) -> release.await());
		KeptAddress kept = dialer.keepConnected(listener.externalAddress());
		awaitState(dialer, State.CONNECTED);
		assertThat(kept.whenConnected()).isNotDone();
		release.countDown();
		assertThat(kept.whenConnected()).succeedsWithin(Nodes.SOON).isEqualTo(dialer.peers().get(0));
	}

	@Test
	void hookThatBlocks_holdsUpNoRedial() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger inits = new AtomicInteger();
		dialer.onPeerInit((node, peer) -> {
			if (inits.incrementAndGet() == 1) {
				release.await();
			}
		});
		KeptAddress kept = dialer.keepConnected(listener.externalAddress());
		await().atMost(Nodes.SOON).until(() -> listener.peers().size() == 1 && inits.get() == 1);
		listener.peers().get(0).disconnect();
		assertThat(kept.whenConnected()).succeedsWithin(Nodes.SOON).satisfies((peer) -> {
			assertThat(peer.isConnected()).isTrue();
			assertThat(inits).hasValue(2);
		});
		assertThat(release.getCount()).isEqualTo(1);
		release.countDown();
	}

	@Test
	void disconnectHookThatBlocks_holdsUpNoRedial() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CountDownLatch release = new CountDownLatch(1);
		dialer.onPeerDisconnected((node, peer) -> release.await());
		KeptAddress kept = dialer.keepConnected(listener.externalAddress());
		Peer first = kept.whenConnected().join();
		first.disconnectAsync();
		await().atMost(Nodes.SOON).until(() -> dialer.stats().peersDialed() == 2);
		assertThat(kept.whenConnected()).succeedsWithin(Nodes.SOON).isNotSameAs(first);
		release.countDown();
	}

	// --- state and redials

	@Test
	void whenConnected_ofTheOtherSidesDial_isThatPeer() {
		Node one = this.nodes.listening();
		Node other = this.nodes.listening();
		Peer dialed = one.keepConnected(other.externalAddress()).whenConnected().join();
		Peer accepted = other.keepConnected(one.externalAddress()).whenConnected().join();
		assertThat(accepted.direction()).isEqualTo(Direction.INBOUND);
		assertThat(accepted.remoteAddress()).isEqualTo(dialed.localAddress());
		assertThat(one.peers()).hasSize(1);
	}

	@Test
	void whenConnected_afterALoss_isTheNextPeer() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		KeptAddress kept = dialer.keepConnected(listener.externalAddress());
		Peer first = kept.whenConnected().join();
		first.disconnect();
		CompletableFuture<Peer> next = kept.whenConnected();
		assertThat(next).succeedsWithin(Nodes.SOON).isNotSameAs(first);
		assertThat(kept.address()).isEqualTo(listener.externalAddress());
	}

	@Test
	void whenConnected_closedAddressOrNode_fails() {
		Node gone = this.nodes.listening();
		gone.close();
		Node dialer = this.nodes.create();
		KeptAddress kept = dialer.keepConnected(gone.externalAddress());
		KeptAddress twin = dialer.keepConnected(gone.externalAddress());
		CompletableFuture<Peer> waiting = kept.whenConnected();
		CompletableFuture<Peer> ofTheTwin = twin.whenConnected();
		kept.close();
		assertClosed(waiting);
		assertClosed(kept.whenConnected());
		assertThat(ofTheTwin).isNotDone();
		dialer.close();
		assertClosed(ofTheTwin);
		assertClosed(twin.whenConnected());
	}

	@Test
	void redialNow_waitsForNoPause() {
		Node first = this.nodes.listening();
		Node dialer = this.nodes.create();
		KeptAddress kept = dialer.keepConnected(first.externalAddress());
		kept.whenConnected().join();
		first.close();
		awaitState(dialer, State.BACKOFF);
		await().atMost(Nodes.SOON).until(() -> only(dialer).lastError().equals(Optional.of(Reason.REFUSED)));
		Node second = this.nodes.create((builder) -> builder.port(first.port()));
		second.listen();
		CompletableFuture<Peer> connected = kept.whenConnected();
		kept.redialNow();
		kept.redialNow();
		assertThat(connected).succeedsWithin(Nodes.SOON);
		kept.redialNow();
		assertThat(dialer.peers()).hasSize(1);
		kept.close();
		kept.redialNow();
		assertThat(dialer.peers()).hasSize(1);
	}

	@Test
	void redialNow_ofAnAddressThatWaitsLong_dialsAtOnce() {
		Node node = this.nodes.listening();
		EventLog failures = new EventLog();
		node.onDialFailed((n, address, failure) -> failures.add("" + failure.reason()));
		KeptAddress kept = node.keepConnected(node.externalAddress());
		awaitState(node, State.BACKOFF);
		failures.awaitExactly("SELF");
		assertThat(only(node).nextAttempt().orElseThrow()).isAfter(Instant.now().plus(Duration.ofSeconds(30)));
		kept.redialNow();
		failures.awaitExactly("SELF", "SELF");
	}

	@Test
	void lastError_andItsWords_areThoseOfTheLastFailureOrLoss() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		KeptAddress kept = dialer.keepConnected(listener.externalAddress());
		kept.whenConnected().join();
		assertThat(only(dialer).lastError()).isEmpty();
		assertThat(only(dialer).lastMessage()).isEmpty();
		listener.close();
		await().atMost(Nodes.SOON).until(() -> only(dialer).lastError().isPresent());
		KeptConnection lost = only(dialer);
		if (lost.lastError().equals(Optional.of(Reason.LOST))) {
			assertThat(lost.lastMessage().orElseThrow()).contains(listener.externalAddress(), "the connection ended",
					"REMOTE");
		}
		await().atMost(Nodes.SOON).untilAsserted(() -> assertThat(only(dialer).lastError()).contains(Reason.REFUSED));
		assertThat(only(dialer).lastMessage().orElseThrow()).contains("connection refused");
	}

	@Test
	void peerThatComes_isToldOnce() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		try (CapturedLog log = new CapturedLog(ReconnectAwayNotice.class)) {
			KeptAddress kept = dialer.keepConnected(listener.externalAddress());
			Peer first = kept.whenConnected().join();
			first.disconnect();
			assertThat(kept.whenConnected()).succeedsWithin(Nodes.SOON).isNotSameAs(first);
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith("INFO ")
				.contains("is connected to " + listener.externalAddress());
		}
	}

	@Test
	void broadcast_namesTheKeptAddressesThatAreAway() {
		Node gone = this.nodes.listening();
		gone.close();
		Node listener = this.nodes.create();
		listener.messages().register(Chat.class);
		listener.listen();
		Node dialer = this.nodes.create();
		dialer.messages().register(Chat.class);
		dialer.keepConnected(listener.externalAddress()).whenConnected().join();
		KeptAddress away = dialer.keepConnected(gone.externalAddress());
		BroadcastResult result = dialer.broadcast(new Chat("hi")).join();
		assertThat(result.reached()).hasSize(1);
		assertThat(result.away()).containsExactly(gone.externalAddress());
		away.close();
		assertThat(dialer.broadcast(new Chat("hi")).join().away()).isEmpty();
		assertThat(new BroadcastResult(List.of(), Map.of()).away()).isEmpty();
	}

}
