package io.noise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.noise.transport.Transports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Dials that do not wait for hooks.
 */
class ReachTests {

	private final Node here = Node.builder().transport(Transports.inMemory()).build();

	private final Node there = Node.builder().transport(Transports.inMemory()).build();

	@BeforeEach
	void listen() {
		this.there.listen();
	}

	@AfterEach
	void close() {
		this.here.close();
		this.there.close();
	}

	@Test
	void reachAsync_hookThatBlocks_isNotWaitedFor() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		this.here.onPeerInit((n, peer) -> done.await());
		try {
			Peer peer = this.here.reachAsync(this.there.externalAddress()).get(20, TimeUnit.SECONDS);
			assertThat(peer.isConnected()).isTrue();
			assertThat(this.here.peers()).containsExactly(peer);
		}
		finally {
			done.countDown();
		}
	}

	@Test
	void reachAsync_withoutHooks_isThePeer() throws Exception {
		Peer peer = this.here.reachAsync(this.there.externalAddress()).get(20, TimeUnit.SECONDS);
		assertThat(peer.direction()).isEqualTo(Direction.OUTBOUND);
	}

	@Test
	void reachAsync_dialThatFails_saysWhy() {
		assertThat(this.here.reachAsync("nonsense")).failsWithin(20, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(DialException.class);
		this.there.close();
		CompletableFuture<Peer> refused = this.here.reachAsync(this.there.externalAddress());
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> {
			try {
				refused.get(20, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				throw ex.getCause();
			}
		}).satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.REFUSED));
	}

}
