package io.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that ask their peer, whose handlers ask back.
 */
class RequestDepthTests {

	private static final int LEVELS = 3;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private Node first;

	private Node second;

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger mostRunning = new AtomicInteger();

	record Ask(int id, int level) {
	}

	record Told(int id, int level) {
	}

	@BeforeEach
	void create() {
		this.first = node();
		this.second = node();
		this.second.listen();
	}

	private Node node() {
		Node node = this.nodes.create((builder) -> builder.connectTimeout(Nodes.SOON)
			.handshakeTimeout(Nodes.SOON)
			.sendTimeout(Nodes.SOON)
			.requestTimeout(Nodes.SOON));
		node.messages().register(Ask.class);
		node.messages().register(Told.class);
		return node;
	}

	/** Asks back until the level is reached; notes handlers of the node that run. */
	private Object handle(Peer from, Ask ask, boolean counted) {
		enter(counted);
		try {
			if (ask.level() < LEVELS) {
				leave(counted);
				Told told = from.request(new Ask(ask.id(), ask.level() + 1), Told.class);
				enter(counted);
				assertThat(told).isEqualTo(new Told(ask.id(), LEVELS));
			}
			return new Told(ask.id(), LEVELS);
		}
		finally {
			leave(counted);
		}
	}

	private void enter(boolean counted) {
		if (counted) {
			this.mostRunning.accumulateAndGet(this.running.incrementAndGet(), Math::max);
		}
	}

	private void leave(boolean counted) {
		if (counted) {
			this.running.decrementAndGet();
		}
	}

	private void handleOnBoth() {
		this.first.onRequest(Ask.class, (from, ask) -> handle(from, ask, false));
		this.second.onRequest(Ask.class, (from, ask) -> handle(from, ask, true));
	}

	@Test
	void fiftyAtOnce_threeLevelsDeep() throws Exception {
		handleOnBoth();
		Peer peer = this.first.dial(this.second.externalAddress());
		ExecutorService threads = Executors.newFixedThreadPool(50);
		List<Future<Told>> all = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			int id = i;
			all.add(threads.submit(() -> peer.request(new Ask(id, 0), Told.class)));
		}
		for (int i = 0; i < 50; i++) {
			assertThat(all.get(i).get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Told(i, LEVELS));
		}
		threads.shutdown();
		assertThat(this.mostRunning).hasValue(1);
	}

	@Test
	void hooksOfBothSides_askEachOther() throws Exception {
		handleOnBoth();
		CompletableFuture<Told> here = new CompletableFuture<>();
		CompletableFuture<Told> there = new CompletableFuture<>();
		this.first.onPeerInit((node, peer) -> here.complete(peer.request(new Ask(1, 0), Told.class)));
		this.second.onPeerInit((node, peer) -> there.complete(peer.request(new Ask(2, 0), Told.class)));
		this.first.dial(this.second.externalAddress());
		assertThat(here.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Told(1, LEVELS));
		assertThat(there.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Told(2, LEVELS));
	}

	@Test
	void messages_waitWhileAHandlerAsks_andRequestsDoNot() throws Exception {
		List<String> log = new ArrayList<>();
		CompletableFuture<Void> asks = new CompletableFuture<>();
		CompletableFuture<Void> done = new CompletableFuture<>();
		CompletableFuture<Told> reply = new CompletableFuture<>();
		this.first.onRequest(Ask.class, (from, ask) -> {
			asks.complete(null);
			return reply;
		});
		this.second.onMessage(Told.class, (from, told) -> {
			log.add("message " + told.id());
			if (told.id() == 1) {
				from.request(new Ask(1, 1), Told.class);
				log.add("message 1 goes on");
			}
			else {
				done.complete(null);
			}
		});
		this.second.onRequest(Ask.class, (from, ask) -> {
			log.add("request");
			return new Told(3, 0);
		});
		Peer peer = this.first.dial(this.second.externalAddress());
		peer.send(new Told(1, 0));
		asks.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		peer.send(new Told(2, 0));
		peer.request(new Ask(2, 0), Told.class);
		reply.complete(new Told(1, 1));
		done.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		assertThat(log).containsExactly("message 1", "request", "message 1 goes on", "message 2");
	}

}
