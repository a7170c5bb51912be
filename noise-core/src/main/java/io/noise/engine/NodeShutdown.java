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
 * Ends a node: first admits no new peers, then closes all connections, then ends the
 * threads. From any thread.
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

	private final AtomicBoolean keptAlive = new AtomicBoolean();

	/** Completed when the port is free and every connection is closed. */
	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	/** Completed when, after that, every hook has run or was given up. */
	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	/**
	 * Completed when the hooks that concern no peer have run, such as those for the dials
	 * that were just ended.
	 */
	private final CompletableFuture<Void> nodeHooksDone = new CompletableFuture<>();

	/**
	 * Creates the shutdown of a node; it does not begin.
	 * @param entrances shut first
	 * @param registry the connections to close
	 * @param trust the watch of trust to end
	 * @param hooks the hooks to wait for
	 * @param runtime the threads to end
	 * @param timeouts the most time for each step
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
	 * Admits no new peers. Blocks until the port is free.
	 */
	void quiesce() {
		EventLoopThread.refuse("quiesce");
		Lane.currentHookReturns().ifPresent((returned) -> this.runtime.keepProcess(returned, this.timeouts.end()));
		Blocking.await(this.entrances.shut(), "quiesce");
	}

	/**
	 * Ends everything. Blocks until that is done; in a hook, until the connections are
	 * closed.
	 */
	void close() {
		EventLoopThread.refuse("close");
		long begin = this.runtime.platform().nanoTime();
		Blocking.await(end(), "close");
		if (!Lane.isHookThread()) {
			awaitThreads(this.timeouts.end().minusNanos(this.runtime.platform().nanoTime() - begin));
		}
	}

	/**
	 * Ends everything, without waiting.
	 * @return completed when the hooks have run, or were given up; for a hook as the
	 * caller, when the connections are closed
	 */
	CompletableFuture<Void> end() {
		boolean fromHook = Lane.isHookThread();
		if (fromHook) {
			Lane.currentHookCloses(this.runtime);
			// Before the end of anything else that keeps the process alive.
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
	 * Ends everything, without waiting.
	 * @return a copy of the future of {@link #end}, for users
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
			hooksDone.add(connection.life().stopped());
		}
		this.trust.close();
		all(connectionsClosed).thenRun(() -> {
			this.closed.complete(null);
			all(hooksDone).thenRun(this::finish);
		});
	}

	/** Uses no thread if no hook waits. */
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
	 * Keeps the process alive for a bounded time. Hooks run on daemon threads, and the
	 * process must not end before them, nor before the end of the hook that closes the
	 * node.
	 */
	private void keepProcess() {
		if (!this.stopped.isDone() && this.keptAlive.compareAndSet(false, true)) {
			this.runtime.keepProcess(this.stopped, this.timeouts.end());
		}
	}

	/**
	 * Bounds the wait for hooks by another drain timeout after the connections are
	 * closed. A hook that closes the node does not bound it.
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
			this.hooks.failures().logRest();
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
