package io.noise.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.noise.DialException;
import io.noise.Node;
import io.noise.Peer;

/**
 * One random schedule between the two nodes of a pair: connections are made, threads
 * send, receive, call back, add and close handlers, ping, disconnect; then all comes to
 * rest, what still stands is disconnected behind a last burst, and the promises are
 * checked.
 */
final class Schedule {

	static final Duration SOON = Duration.ofSeconds(40);

	private static final int MOST_CONNECTIONS = 3;

	private static final int MOST_THREADS = 3;

	private static final int MOST_STEPS = 14;

	private static final int LAST_BURST = 5;

	/** Both ends of one connection. */
	record Connection(End dialed, End accepted) {

		End other(End end) {
			return (end == this.dialed) ? this.accepted : this.dialed;
		}

		End end(int index) {
			return (index == 0) ? this.dialed : this.accepted;
		}

		boolean stands() {
			return this.dialed.peer().isConnected() && this.accepted.peer().isConnected();
		}

	}

	private final Pair pair;

	private final long seed;

	private final Random random;

	private final Executor threads;

	private final List<Connection> connections = new CopyOnWriteArrayList<>();

	private final Collection<Sending> sendings = new ConcurrentLinkedQueue<>();

	private final Collection<CompletableFuture<?>> futures = new ConcurrentLinkedQueue<>();

	private final Collection<String> faults = new ConcurrentLinkedQueue<>();

	Schedule(Pair pair, long seed, Executor threads) {
		this.pair = pair;
		this.seed = seed;
		this.random = new Random(seed);
		this.threads = threads;
	}

	Pair pair() {
		return this.pair;
	}

	List<Connection> connections() {
		return this.connections;
	}

	Collection<Sending> sendings() {
		return this.sendings;
	}

	/** All that must end, but for the sendings. */
	Collection<CompletableFuture<?>> futures() {
		return this.futures;
	}

	void fault(String what) {
		this.faults.add(what);
	}

	void add(Sending sending) {
		this.sendings.add(sending);
	}

	void add(CompletableFuture<?> future) {
		this.futures.add(future);
	}

	/**
	 * Runs it.
	 * @return which promises did not hold, in words
	 */
	List<String> run() throws Exception {
		int wanted = 1 + this.random.nextInt(MOST_CONNECTIONS);
		for (int i = 0; i < wanted; i++) {
			connect(this.random.nextInt(2));
		}
		List<CompletableFuture<Void>> work = new ArrayList<>();
		if (!this.connections.isEmpty()) {
			int most = 1 + this.random.nextInt(MOST_THREADS);
			for (int i = 0; i < most; i++) {
				Worker worker = new Worker(this, "s" + this.seed + "-t" + i, new Random(this.random.nextLong()));
				int steps = 1 + this.random.nextInt(MOST_STEPS);
				work.add(CompletableFuture.runAsync(() -> worker.run(steps), this.threads));
			}
		}
		for (CompletableFuture<Void> one : work) {
			one.get(SOON.toSeconds(), TimeUnit.SECONDS);
		}
		return new Promises(this).check(this.faults);
	}

	private void connect(int from) throws InterruptedException {
		Node dialer = this.pair.node(from);
		Node listener = this.pair.node(1 - from);
		Peer there;
		try {
			there = dialer.dial(listener.externalAddress());
		}
		catch (DialException ex) {
			if (!this.pair.isFickle()) {
				fault("dial: " + ex);
			}
			return;
		}
		Peer[] here = new Peer[1];
		boolean came = eventually(() -> {
			here[0] = listener.peers()
				.stream()
				.filter((peer) -> peer.remoteAddress().equals(there.localAddress()))
				.findFirst()
				.orElse(null);
			return here[0] != null || !there.isConnected();
		});
		if (here[0] != null) {
			this.connections.add(new Connection(End.of(there), End.of(here[0])));
		}
		else if (!came) {
			fault("the other end of " + there + " does not come");
		}
	}

	/**
	 * Waits until something is so.
	 * @return whether it is
	 */
	static boolean eventually(BooleanSupplier condition) {
		long deadline = System.nanoTime() + SOON.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			LockSupport.parkNanos(20_000);
		}
		return true;
	}

	Connection any(Random choice) {
		return this.connections.get(choice.nextInt(this.connections.size()));
	}

	/**
	 * The last thing: each connection that still stands carries a burst, and is
	 * disconnected behind it. All of the burst that went out arrives.
	 */
	void disconnect() throws Exception {
		for (Connection connection : this.connections) {
			End leaving = connection.end(this.random.nextInt(2));
			if (leaving.peer().isConnected()) {
				for (int i = 0; i < LAST_BURST; i++) {
					Item item = Item.of(i % 2 == 0, "s" + this.seed + "-last", i / 2);
					add(new Sending(leaving, item, leaving.peer().sendAsync(item)));
				}
			}
			leaving.peer().disconnect();
			leaving.stopped();
		}
	}

	@Override
	public String toString() {
		return "seed " + this.seed + " (" + this.pair + ")";
	}

}
