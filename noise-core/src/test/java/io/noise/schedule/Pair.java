package io.noise.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.session.Sessions;
import io.noise.transport.TestTransports;
import io.noise.transport.Transports;

/**
 * Two nodes that listen, of a kind that a seed decides: their session, transport,
 * executor, and whether something changes their messages on the way.
 */
final class Pair implements AutoCloseable {

	/** Longer than anybody waits here. */
	static final Duration DRAIN = Duration.ofMinutes(5);

	/** Makes the node that gets it close itself. */
	record Goodbye() {
	}

	private static final double SECURE = 0.06;

	private static final double TCP = 0.3;

	private static final double MASKED = 0.3;

	private static final double HANDLED = 0.6;

	private final Random random;

	private final boolean secure;

	private final boolean masked;

	private final boolean tcp;

	private final boolean handled;

	private final TestExecutor executor;

	private final List<ExecutorService> pools = new ArrayList<>();

	private final List<Node> nodes = new ArrayList<>();

	private final Collection<End> ends = new ConcurrentLinkedQueue<>();

	private final CountDownLatch saidGoodbye = new CountDownLatch(1);

	Pair(long seed) {
		this.random = new Random(seed);
		this.secure = this.random.nextDouble() < SECURE;
		this.tcp = this.random.nextDouble() < TCP;
		this.masked = this.random.nextDouble() < MASKED;
		this.handled = this.random.nextDouble() < HANDLED;
		TestExecutor[] kinds = TestExecutor.values();
		this.executor = kinds[this.random.nextInt(kinds.length)];
		var transport = this.tcp ? TestTransports.nio() : Transports.inMemory();
		for (int i = 0; i < 2; i++) {
			ExecutorService pool = this.executor.pool();
			this.pools.add(pool);
			Node.Builder builder = Node.builder()
				.transport(transport)
				.drainTimeout(DRAIN)
				.executor(this.executor.over(pool, new Random(seed + i)));
			if (!this.secure) {
				builder.session(Sessions.plain());
			}
			if (this.masked) {
				builder.protocol(new Masking());
			}
			this.nodes.add(prepare(builder.build()));
		}
	}

	private Node prepare(Node node) {
		node.messages().register(10, Item.Red.class);
		node.messages().register(11, Item.Blue.class);
		node.messages().register(12, Goodbye.class);
		node.onPeerConnected((n, peer) -> hook(peer, "first"));
		node.onPeerDialed((n, peer) -> hook(peer, "first"));
		node.onPeerInit((n, peer) -> hook(peer, "init"));
		node.onPeerDisconnected((n, peer) -> hook(peer, "disconnected"));
		node.onMessage(Goodbye.class, (peer, goodbye) -> {
			node.close();
			this.saidGoodbye.countDown();
		});
		if (this.handled) {
			node.onMessage(Item.Red.class, (peer, item) -> handle(peer, item));
			node.onMessage(Item.Blue.class, (peer, item) -> handle(peer, item));
		}
		node.listen();
		return node;
	}

	private void hook(Peer peer, String name) {
		End end = End.of(peer);
		end.hook(name);
		if (name.equals("first")) {
			this.ends.add(end);
			peer.onDisconnect((n, p) -> end.hook("onDisconnect"));
		}
	}

	private static void handle(Peer peer, Item item) {
		End.of(peer).handle("of the node", item, () -> {
		});
	}

	Node node(int index) {
		return this.nodes.get(index);
	}

	List<Node> nodes() {
		return List.copyOf(this.nodes);
	}

	boolean isSecure() {
		return this.secure;
	}

	/** Whether each node handles all that comes, at any time. */
	boolean isHandled() {
		return this.handled;
	}

	/** Whether what is under way arrives though its sender closes, as TCP sees to it. */
	boolean losesNothing() {
		return this.tcp;
	}

	/** Whether peers may be disconnected by the executor. */
	boolean isFickle() {
		return this.executor.disconnects();
	}

	/** The ends of all connections since the last call. */
	List<End> takeEnds() {
		List<End> all = new ArrayList<>(this.ends);
		this.ends.removeAll(all);
		return all;
	}

	/**
	 * Has one of the nodes closed from a handler of its own, which waits for no hook.
	 * @return false if that did not end
	 */
	boolean sayGoodbye() throws InterruptedException {
		try {
			node(0).dial(node(1).externalAddress()).sendAsync(new Goodbye());
		}
		catch (NoiseException ex) {
			return isFickle();
		}
		return isFickle() || this.saidGoodbye.await(Schedule.SOON.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.nodes.forEach(Node::close);
		this.pools.forEach(ExecutorService::shutdownNow);
	}

	@Override
	public String toString() {
		return (this.secure ? "secure" : "plain") + (this.masked ? ", masked" : "")
				+ (this.tcp ? ", TCP" : ", in memory") + (this.handled ? ", handled" : "") + ", executor "
				+ this.executor;
	}

}
