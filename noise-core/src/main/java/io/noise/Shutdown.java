package io.noise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node ends: no new peers, then no peers, then no threads.
 */
final class Shutdown {

	private static final Logger logger = LoggerFactory.getLogger(Shutdown.class);

	private final NodeContext context;

	private final Listener listener;

	private final Dialer dialer;

	private final KeptConnections keptConnections;

	private final AtomicBoolean begun = new AtomicBoolean();

	private final AtomicBoolean hurried = new AtomicBoolean();

	private final AtomicBoolean kept = new AtomicBoolean();

	/** Completed when the port is free and every connection is closed. */
	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	/** Completed when, in addition, every hook has run or was given up. */
	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	/**
	 * Completed when the hooks have run that concern no peer, such as those told of the
	 * dials that were just ended.
	 */
	private final CompletableFuture<Void> nodeHooksDone = new CompletableFuture<>();

	Shutdown(NodeContext context, Listener listener, Dialer dialer, KeptConnections keptConnections) {
		this.context = context;
		this.listener = listener;
		this.dialer = dialer;
		this.keptConnections = keptConnections;
	}

	boolean hasBegun() {
		return this.begun.get();
	}

	/**
	 * Takes no new peers. Connections on their way to becoming one are closed when they
	 * would.
	 */
	void quiesce() {
		Blocking.refuseOnEventLoop("quiesce");
		Lane.currentHookReturns().ifPresent((returned) -> this.context.runtime().keepProcess(returned, patience()));
		Blocking.await(refuseNewPeers(), "quiesce");
	}

	private CompletableFuture<Void> refuseNewPeers() {
		this.context.connections().close();
		this.keptConnections.close();
		this.dialer.close();
		return this.listener.close();
	}

	/**
	 * Ends everything and waits for it; from a hook, for the connections only.
	 */
	void close() {
		Blocking.refuseOnEventLoop("close");
		long begun = System.nanoTime();
		Blocking.await(end(), "close");
		if (!Lane.isHookThread()) {
			awaitThreads(patience().minusNanos(System.nanoTime() - begun));
		}
	}

	/**
	 * Ends everything.
	 * @return to a hook, completed when the connections are closed; to anybody else, when
	 * the hooks have run as well, or were given up
	 */
	CompletableFuture<Void> end() {
		boolean fromHook = Lane.isHookThread();
		if (fromHook) {
			Lane.currentHookCloses(this.context.runtime());
			// Before anything ends that keeps the process alive.
			keepProcess();
		}
		if (this.begun.compareAndSet(false, true)) {
			begin();
		}
		if (fromHook) {
			return this.closed;
		}
		hurry();
		return this.stopped;
	}

	private void begin() {
		List<CompletableFuture<Void>> connectionsClosed = new ArrayList<>();
		connectionsClosed.add(refuseNewPeers());
		List<CompletableFuture<Void>> hooksDone = new ArrayList<>();
		endNodeHooks();
		hooksDone.add(this.nodeHooksDone);
		for (Connection connection : this.context.connections().snapshot()) {
			connection.close(DisconnectReason.SHUTDOWN);
			connectionsClosed.add(connection.closed());
			hooksDone.add(connection.stopped());
		}
		this.context.admission().close();
		all(connectionsClosed).thenRun(() -> {
			this.closed.complete(null);
			all(hooksDone).thenRun(this::finish);
		});
	}

	/** Where there are none, it takes no thread. */
	private void endNodeHooks() {
		Lane lane = this.context.lane();
		if (lane.isIdle()) {
			this.nodeHooksDone.complete(null);
		}
		else {
			lane.execute(() -> this.nodeHooksDone.complete(null));
		}
	}

	/**
	 * Hooks run on daemons, and nobody waits for those that are left. So that the process
	 * does not end before them, or before the hook that closes the node has said how it
	 * ends, something else keeps it alive; but not for ever.
	 */
	private void keepProcess() {
		if (!this.stopped.isDone() && this.kept.compareAndSet(false, true)) {
			this.context.runtime().keepProcess(this.stopped, patience());
		}
	}

	/**
	 * Whoever is no hook waits for hooks, but not for ever: for another drain timeout
	 * after the connections are closed.
	 */
	private void hurry() {
		if (this.hurried.compareAndSet(false, true)) {
			this.context.connections().snapshot().forEach(Connection::hurry);
			this.closed.thenRun(
					() -> this.context.lane().giveUpAfter(this.context.settings().drainTimeout(), this.nodeHooksDone));
		}
	}

	private Duration patience() {
		return this.context.settings().drainTimeout().multipliedBy(2);
	}

	private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
		return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
	}

	private void finish() {
		try {
			this.context.runtime().shutDown();
			this.context.runtime().hookFailures().tellRest();
			logger.info("{} is closed", this.context.node());
		}
		finally {
			this.stopped.complete(null);
		}
	}

	private void awaitThreads(Duration left) {
		try {
			this.context.runtime().awaitThreads(left);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NoiseException("close: interrupted while waiting", ex);
		}
	}

}
