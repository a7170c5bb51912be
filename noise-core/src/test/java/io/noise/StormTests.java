package io.noise;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.noise.identity.Identity;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many who come at once, and many who never finish. The times are logged, and asserted by
 * nobody.
 */
class StormTests {

	private static final Logger logger = LoggerFactory.getLogger(StormTests.class);

	private static final int HERDS = 4;

	private static final int HERD = 100;

	private static final int PENDING = HERDS * HERD;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int ASKED = 200;

	private static final long BETWEEN_STRANGERS_MILLIS = 10;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	/** A question, and its answer. */
	record Ping(int number) {
	}

	@Test
	void peersThatReturnToARestartedHubAtOnce_areAllBackAndNoneIsThrownOut() {
		Identity identity = Identity.generate();
		Node before = hub(identity, 0, PENDING);
		List<Node> herds = IntStream.range(0, HERDS).mapToObj((i) -> herd()).toList();
		herds.forEach((herd) -> IntStream.range(0, HERD).forEach((i) -> herd.dial(before.externalAddress())));
		int port = before.port();
		before.close();
		Node again = hub(identity, port, PENDING);
		long began = System.nanoTime();
		List<Peer> back = assertAllConnect(herds, again);
		logger.info("All {} are back after {} ms", back.size(), millisSince(began));
		assertThat(again.peers()).hasSize(HERDS * HERD);
		assertThat(again.stats().refusals()).as("thrown out").allSatisfy((why, times) -> assertThat(times).isZero());
		assertThat(back).allMatch(Peer::isConnected);
	}

	private Node hub(Identity identity, int port, int pending) {
		Node hub = this.nodes.create((builder) -> builder.host("127.0.0.1")
			.port(port)
			.session(Sessions.secure(identity))
			.handshakeTimeout(PATIENCE)
			// So that none depends on how fast this machine is.
			.limits(Limits.defaults().withMaxPendingHandshakes(pending)));
		hub.listen();
		return hub;
	}

	private Node herd() {
		return this.nodes.create((builder) -> builder.connectTimeout(PATIENCE)
			.handshakeTimeout(PATIENCE)
			.limits(Limits.defaults().withMaxConcurrentDials(HERD)));
	}

	private static List<Peer> assertAllConnect(List<Node> herds, Node hub) {
		List<CompletableFuture<Peer>> dials = herds.stream()
			.flatMap((herd) -> IntStream.range(0, HERD).mapToObj((i) -> herd.dialAsync(hub.externalAddress())))
			.toList();
		CompletableFuture<Void> all = CompletableFuture.allOf(dials.toArray(CompletableFuture[]::new));
		assertThat(all).succeedsWithin(PATIENCE);
		return dials.stream().map(CompletableFuture::join).toList();
	}

	@Test
	void strangersWhoNeverFinish_doNotKeepAnHonestPeerFromItsAnswers() throws Exception {
		Node hub = hub(Identity.generate(), 0, Limits.defaults().maxPendingHandshakes());
		hub.messages().register(Ping.class);
		hub.onRequest(Ping.class, (peer, ping) -> ping);
		Node asking = this.nodes.create();
		asking.messages().register(Ping.class);
		Peer honest = asking.dial(hub.externalAddress());
		askAll(honest);
		long calm = askAll(honest);
		AtomicInteger strangers = new AtomicInteger();
		List<RawPeer> begun = Collections.synchronizedList(new ArrayList<>());
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
		try {
			timer.scheduleAtFixedRate(() -> begin(hub, begun, strangers), 0, BETWEEN_STRANGERS_MILLIS,
					TimeUnit.MILLISECONDS);
			long stormy = calm;
			while (strangers.get() < ASKED) {
				stormy = askAll(honest);
			}
			logger.info("p99 of an honest peer: {} us alone, {} us with {} strangers", calm, stormy, strangers);
		}
		finally {
			timer.shutdownNow();
			assertThat(timer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			for (RawPeer stranger : begun) {
				stranger.close();
			}
		}
		assertThat(honest.isConnected()).isTrue();
		assertThat(hub.peers()).hasSize(1);
	}

	/** Says the first byte of a handshake, and nothing more. */
	private static void begin(Node hub, List<RawPeer> begun, AtomicInteger strangers) {
		try {
			begun.add(RawPeer.dial(hub).send("ee"));
			strangers.incrementAndGet();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long askAll(Peer honest) {
		long[] micros = new long[ASKED];
		for (int i = 0; i < ASKED; i++) {
			long began = System.nanoTime();
			assertThat(honest.request(new Ping(i), Ping.class, PATIENCE)).isEqualTo(new Ping(i));
			micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
		}
		Arrays.sort(micros);
		return micros[ASKED * 99 / 100];
	}

	private static long millisSince(long began) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
	}

}
