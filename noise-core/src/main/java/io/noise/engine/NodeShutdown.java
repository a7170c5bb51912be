package io.noise.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.DisconnectReason;
import io.noise.NoiseException;
import io.noise.concurrent.EventLoopThread;
import io.noise.concurrent.Lane;
import io.noise.concurrent.NodeRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a node: no new peers, then no peers, then no threads.
 */
final class NodeShutdown {

	private static final Logger logger = LoggerFactory.getLogger(NodeShutdown.class);

	private final NodeEntrances entrances;

	private final ConnectionRegistry registry;

	private final AdmissionTrust trust;

	private final NodeHooks hooks;

	private final NodeRuntime runtime;

	private final NodeTimeouts timeouts;

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

	/**
	 * Ends nothing yet.
	 * @param entrances shut first
	 * @param registry the connections to close
	 * @param trust watched no more when they close
	 * @param hooks waited for
	 * @param runtime the threads to end
	 * @param timeouts how long it may take
	 */
	NodeShutdown(NodeEntrances entrances, ConnectionRegistry registry, AdmissionTrust trust, NodeHooks hooks,
			NodeRuntime runtime, NodeTimeouts timeouts) {
		this.entrances = entrances;
		this.registry = registry;
		this.trust = trust;
		this.hooks = hooks;
		this.runtime = runtime;
		this.timeouts = timeouts;
	}

	boolean hasBegun() {
		return this.begun.get();
	}

	/**
	 * Lets no new peers in.
	 */
	void quiesce() {
		EventLoopThread.refuse("quiesce");
		Lane.currentHookReturns().ifPresent((returned) -> this.runtime.keepProcess(returned, this.timeouts.end()));
		Blocking.await(this.entrances.shut(), "quiesce");
	}

	/**
	 * Ends everything and waits for it; from a hook, for the connections only.
	 */
	void close() {
		EventLoopThread.refuse("close");
		long begin = System.nanoTime();
		Blocking.await(end(), "close");
		if (!Lane.isHookThread()) {
			awaitThreads(this.timeouts.end().minusNanos(System.nanoTime() - begin));
		}
	}

	/**
	 * Ends everything.
	 * @return to a hook, completed when the connections are closed; to any other caller,
	 * when the hooks have run as well, or were given up
	 */
	CompletableFuture<Void> end() {
		boolean fromHook = Lane.isHookThread();
		if (fromHook) {
			Lane.currentHookCloses(this.runtime);
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

	/**
	 * Ends everything without waiting.
	 * @return a copy of what {@link #end} returns, for users
	 */
	CompletableFuture<Void> endAsync() {
		return this.runtime.dependents().handOut(end());
	}

	private void begin() {
		List<CompletableFuture<Void>> connectionsClosed = new ArrayList<>();
		connectionsClosed.add(this.entrances.shut());
		List<CompletableFuture<Void>> hooksDone = new ArrayList<>();
		endNodeHooks();
		hooksDone.add(this.nodeHooksDone);
		for (Connection connection : this.registry.snapshot()) {
			connection.close(DisconnectReason.SHUTDOWN);
			connectionsClosed.add(connection.closed());
			hooksDone.add(connection.stopped());
		}
		this.trust.close();
		all(connectionsClosed).thenRun(() -> {
			this.closed.complete(null);
			all(hooksDone).thenRun(this::finish);
		});
	}

	/** Where there are none, no thread is needed. */
	private void endNodeHooks() {
		Lane lane = this.hooks.lane();
		if (lane.isIdle()) {
			this.nodeHooksDone.complete(null);
		}
		else {
			lane.execute(() -> this.nodeHooksDone.complete(null));
		}
	}

	/**
	 * Keeps the process alive, but not for ever: hooks run on daemons, and the process is
	 * not to end before them, or before the hook that closes the node has said how it
	 * ends.
	 */
	private void keepProcess() {
		if (!this.stopped.isDone() && this.kept.compareAndSet(false, true)) {
			this.runtime.keepProcess(this.stopped, this.timeouts.end());
		}
	}

	/**
	 * Bounds the wait for hooks: a caller that is no hook waits for another drain timeout
	 * after the connections are closed.
	 */
	private void hurry() {
		if (this.hurried.compareAndSet(false, true)) {
			this.registry.snapshot().forEach(Connection::hurry);
			this.closed.thenRun(() -> this.hooks.lane().giveUpAfter(this.timeouts.drain(), this.nodeHooksDone));
		}
	}

	private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
		return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
	}

	private void finish() {
		try {
			this.runtime.shutDown();
			this.hooks.failures().tellRest();
			logger.info("{} is closed", this.hooks.node());
		}
		finally {
			this.stopped.complete(null);
		}
	}

	private void awaitThreads(Duration left) {
		try {
			this.runtime.awaitThreads(left);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NoiseException("close: interrupted while waiting", ex);
		}
	}

}
