package io.noise.concurrent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a node: event loops drive connections, the executor runs users' code,
 * and a few pools of the node compute handshakes and resolve host names. A node that was
 * only built has started none of them.
 */
public final class NodeRuntime implements Lane.Threads {

	private static final long A_MOMENT_MILLIS = 200;

	/** The time after which an idle thread of the own executor ends. */
	private static final Duration IDLE = Duration.ofSeconds(60);

	private final Platform platform;

	private final NodeThreads threads;

	private final EventLoops loops;

	private final TaskRunner runner;

	private final HandshakeExecutor handshakes;

	private final LookUpExecutor lookUps;

	private final Dependents dependents;

	private final Executor executor;

	private final @Nullable ExecutorService ownExecutor;

	/**
	 * Creates the runtime without starting threads.
	 * @param platform the source of its threads
	 * @param ioHandlers the transport's selectors
	 * @param usersExecutor runs users' code; null for an unbounded pool of the node
	 * @param warns asked before each warning about missing threads, whether to log it
	 */
	public NodeRuntime(Platform platform, IoHandlerFactory ioHandlers, @Nullable Executor usersExecutor,
			BooleanSupplier warns) {
		this.platform = platform;
		this.threads = new NodeThreads(platform);
		this.loops = new EventLoops(platform, ioHandlers, this.threads);
		this.runner = new TaskRunner(this.threads.prefix(), this.threads::startWorker, this::runLater, warns);
		this.handshakes = new HandshakeExecutor(platform, this.threads::handshake, this.runner);
		this.lookUps = new LookUpExecutor(platform, this.threads::lookUp, this.runner);
		this.dependents = new Dependents(new UsersThreads());
		if (usersExecutor != null) {
			this.executor = usersExecutor;
			this.ownExecutor = null;
		}
		else {
			this.ownExecutor = platform.pool(Integer.MAX_VALUE, IDLE, this.threads::worker);
			this.executor = this.ownExecutor;
		}
	}

	/**
	 * Returns the source of time, chance and threads.
	 */
	public Platform platform() {
		return this.platform;
	}

	/**
	 * Returns the executor that computes handshakes.
	 */
	public HandshakeExecutor handshakes() {
		return this.handshakes;
	}

	/**
	 * Returns the executor that resolves host names and reads files.
	 */
	public Executor lookUps() {
		return this.lookUps;
	}

	/**
	 * Returns the executor of functions that users attach to futures.
	 */
	public Dependents dependents() {
		return this.dependents;
	}

	/** Runs the functions that users attach to futures. */
	private final class UsersThreads implements Dependents.Threads {

		@Override
		public void execute(Runnable task) {
			NodeRuntime.this.execute(task);
		}

		@Override
		public void makeThread(Runnable task) {
			NodeRuntime.this.runner.makeThread(task);
		}

		@Override
		public boolean later(Runnable task, long nanos) {
			return runLater(task, Duration.ofNanos(nanos));
		}

	}

	/**
	 * Runs a task off the calling thread, even if the executor rejects it.
	 */
	public void execute(Runnable task) {
		execute(task, () -> {
		});
	}

	@Override
	public void execute(Runnable task, Runnable refused) {
		this.runner.execute(this.executor, task, refused);
	}

	@Override
	public boolean runLater(Runnable action, Duration pause) {
		try {
			EventLoopGroup running = this.loops.running();
			if (running != null) {
				running.schedule(action, pause.toNanos(), TimeUnit.NANOSECONDS);
				return true;
			}
		}
		catch (RejectedExecutionException ex) {
			// The loops are about to end.
		}
		try {
			this.platform.schedule(action, pause.toNanos());
			return true;
		}
		catch (RejectedExecutionException | Error ex) {
			return false;
		}
	}

	/**
	 * Runs an action later that does not block: on an event loop, or elsewhere if there
	 * is none, so that it can try again.
	 * @return a future that cancels it
	 * @throws RejectedExecutionException if the node is closed
	 */
	public Future<?> schedule(Runnable action, long nanos) {
		try {
			return loops().next().schedule(action, nanos, TimeUnit.NANOSECONDS);
		}
		catch (IllegalStateException ex) {
			return this.platform.schedule(action, nanos);
		}
	}

	/**
	 * Returns the loops that drive connections, and starts them all if necessary, so that
	 * no connection has to wait for a thread.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if there are not enough threads or files
	 */
	public EventLoopGroup loops() {
		return this.loops.started();
	}

	/**
	 * Returns the loops that drive connections. Each starts with its first task.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if there are not enough threads or files
	 */
	public EventLoopGroup idleLoops() {
		return this.loops.idle();
	}

	/**
	 * Returns the loop that accepts connections.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if there are not enough threads or files
	 */
	public EventLoopGroup acceptor() {
		return this.loops.acceptor();
	}

	/**
	 * Returns all event loops that have been made.
	 */
	public List<? extends ScheduledExecutorService> eventLoops() {
		return this.loops.made();
	}

	/**
	 * Stops the accepting loop, which keeps the JVM alive.
	 * @return completed when the loop has ended; only then is the port free
	 */
	public CompletableFuture<Void> stopAcceptor() {
		return this.loops.stopAcceptor();
	}

	/**
	 * Keeps the process alive until a future completes, for a limited time.
	 */
	public void keepProcess(CompletableFuture<Void> until, Duration patience) {
		try {
			this.threads.closer(() -> {
				try {
					until.get(patience.toNanos(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException | ExecutionException | TimeoutException ex) {
					// The process may end.
				}
			}).start();
		}
		catch (Error ex) {
			// No thread can be started for this.
		}
	}

	/**
	 * Lets all threads except the accepting one end when they have no tasks left. Does
	 * not wait; idempotent.
	 */
	public void shutDown() {
		this.loops.shutDown();
		this.handshakes.shutDown();
		this.lookUps.shutDown();
		if (this.ownExecutor != null) {
			this.ownExecutor.shutdown();
		}
	}

	/**
	 * Waits for the end of the threads, except those of hooks that do not return.
	 * @param patience maximum time, at least 200 ms
	 */
	public void awaitThreads(Duration patience) throws InterruptedException {
		this.threads.join(Math.min(Math.max(patience.toMillis(), A_MOMENT_MILLIS), EventLoops.SHUTDOWN_MILLIS));
	}

}
