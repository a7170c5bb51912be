package io.noise;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * What a node runs on: its event loops, its executor, its counters and what its hooks
 * threw. Event loops come to life with the first connection or listener, so that a node
 * that was built and dropped leaves nothing behind.
 */
final class NodeRuntime {

	private static final long LOOP_TIMEOUT_MILLIS = 2_000;

	private static final long A_MOMENT_MILLIS = 200;

	private final NodeThreads threads = new NodeThreads();

	private final NodeCounters counters = new NodeCounters();

	private final HookFailures hookFailures = new HookFailures(this.counters.hookFailures(), System::nanoTime);

	private final TaskRunner runner = new TaskRunner(this.threads.prefix(), this.threads::startWorker, this::runLater);

	private final HandshakeExecutor handshakes = new HandshakeExecutor(this.threads::handshake, this.runner);

	private final LookUps lookUps = new LookUps(this.threads::lookUp, this.runner);

	private final Dependents dependents = new Dependents(new UsersThreads());

	private final IoHandlerFactory ioHandlers;

	private final Executor executor;

	private final @Nullable ExecutorService ownExecutor;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable EventLoopGroup loops;

	private boolean loopsRun;

	private @Nullable EventLoopGroup acceptor;

	private CompletableFuture<Void> acceptorEnded = CompletableFuture.completedFuture(null);

	private boolean shutDown;

	NodeRuntime(IoHandlerFactory ioHandlers, @Nullable Executor usersExecutor) {
		this.ioHandlers = ioHandlers;
		if (usersExecutor != null) {
			this.executor = usersExecutor;
			this.ownExecutor = null;
		}
		else {
			this.ownExecutor = Executors.newCachedThreadPool(this.threads::worker);
			this.executor = this.ownExecutor;
		}
	}

	NodeCounters counters() {
		return this.counters;
	}

	/**
	 * What is thrown in any lane.
	 */
	HookFailures hookFailures() {
		return this.hookFailures;
	}

	/**
	 * Where handshakes compute.
	 */
	HandshakeExecutor handshakes() {
		return this.handshakes;
	}

	/**
	 * Where names are looked up.
	 */
	Executor lookUps() {
		return this.lookUps;
	}

	/**
	 * Where what users hang on futures runs.
	 */
	Dependents dependents() {
		return this.dependents;
	}

	/** Where users' code runs that hangs on futures. */
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
	 * Runs a task off the calling thread, whether or not the executor takes it.
	 */
	void execute(Runnable task) {
		execute(task, () -> {
		});
	}

	/**
	 * Runs a task off the calling thread. Where the executor rejects it, on a thread made
	 * for it; where there is no thread, as soon as there is.
	 * @param refused called first if the executor rejects the task
	 */
	void execute(Runnable task, Runnable refused) {
		this.runner.execute(this.executor, task, refused);
	}

	/**
	 * Runs a short action later, on an event loop where there is one.
	 * @return false if there is nobody who could
	 */
	boolean runLater(Runnable action, Duration pause) {
		try {
			EventLoopGroup running = runningLoops();
			if (running != null) {
				running.schedule(action, pause.toNanos(), TimeUnit.NANOSECONDS);
				return true;
			}
		}
		catch (RejectedExecutionException ex) {
			// The loops are about to end.
		}
		try {
			CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, Runnable::run).execute(action);
			return true;
		}
		catch (RejectedExecutionException | Error ex) {
			return false;
		}
	}

	/**
	 * Runs an action that does not block later, on an event loop, or where none can be
	 * had, elsewhere: so that it can try again.
	 * @return cancels it
	 * @throws RejectedExecutionException if the node is closed
	 */
	Future<?> schedule(Runnable action, long nanos) {
		try {
			return loops().next().schedule(action, nanos, TimeUnit.NANOSECONDS);
		}
		catch (IllegalStateException ex) {
			return CompletableFuture.runAsync(action,
					CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run));
		}
	}

	private @Nullable EventLoopGroup runningLoops() {
		this.lock.lock();
		try {
			return (this.loopsRun && !this.shutDown) ? this.loops : null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The loops that drive connections. They all run: what concerns a connection never
	 * waits for a thread.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if they cannot be had, for want of threads or files
	 */
	EventLoopGroup loops() {
		this.lock.lock();
		try {
			EventLoopGroup made = idleLoops();
			if (!this.loopsRun) {
				start(made);
				this.loopsRun = true;
			}
			return made;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The loops that drive connections, which begin to run when there is something to do.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if they cannot be had, for want of threads or files
	 */
	EventLoopGroup idleLoops() {
		this.lock.lock();
		try {
			refuseAfterShutDown();
			if (this.loops == null) {
				this.loops = make(Runtime.getRuntime().availableProcessors(), this.threads::eventLoop);
			}
			return this.loops;
		}
		finally {
			this.lock.unlock();
		}
	}

	private EventLoopGroup make(int count, ThreadFactory thread) {
		try {
			return new MultiThreadIoEventLoopGroup(count, thread, this.ioHandlers);
		}
		catch (IllegalStateException | Error ex) {
			throw none(ex);
		}
	}

	private static void start(EventLoopGroup made) {
		try {
			for (EventExecutor loop : made) {
				loop.execute(() -> {
				});
			}
		}
		catch (Error ex) {
			throw none(ex);
		}
	}

	private static IllegalStateException none(Throwable cause) {
		return new IllegalStateException("event loops: cannot be had: " + cause, cause);
	}

	/**
	 * The loop that accepts connections.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if it cannot be had, for want of threads or files
	 */
	EventLoopGroup acceptor() {
		this.lock.lock();
		try {
			refuseAfterShutDown();
			if (this.acceptor == null) {
				CompletableFuture<Void> ended = new CompletableFuture<>();
				ThreadFactory thread = (task) -> this.threads.acceptor(() -> run(task, ended));
				this.acceptor = make(1, thread);
				this.acceptorEnded = ended;
			}
			return this.acceptor;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void run(Runnable task, CompletableFuture<Void> ended) {
		try {
			task.run();
		}
		finally {
			ended.complete(null);
		}
	}

	private void refuseAfterShutDown() {
		if (this.shutDown) {
			throw new RejectedExecutionException("node: closed");
		}
	}

	/**
	 * Ends the accepting loop, and with it what keeps the JVM alive. Only then is the
	 * port free: the JDK keeps a closed socket until its selector lets go of it.
	 * @return completed when the loop has ended
	 */
	CompletableFuture<Void> stopAcceptor() {
		this.lock.lock();
		try {
			if (this.acceptor != null) {
				if (!end(this.acceptor)) {
					this.acceptorEnded.complete(null);
				}
				this.acceptor = null;
			}
			return this.acceptorEnded;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A copy of a future to hand to users; completing it changes nothing.
	 */
	<T> CompletableFuture<T> handOut(CompletableFuture<T> result) {
		return handOut(result, () -> {
		});
	}

	/**
	 * A copy of a future to hand to users, who may hang anything on it.
	 * @param result completed by any thread
	 * @param taken run when a user completes the copy before that, by cancelling it or in
	 * any other way
	 */
	<T> CompletableFuture<T> handOut(CompletableFuture<T> result, Runnable taken) {
		NodeFuture<T> copy = new NodeFuture<>(this.dependents) {

			@Override
			void taken() {
				taken.run();
			}

		};
		result.whenComplete((value, failure) -> copy.end(NodeFuture.Outcome.of(value, failure)));
		return copy;
	}

	/**
	 * Keeps the process alive until something is done, or it takes too long.
	 */
	void keepProcess(CompletableFuture<Void> until, Duration patience) {
		try {
			this.threads.closer(() -> {
				try {
					until.get(patience.toNanos(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException | ExecutionException | TimeoutException ex) {
					// It may end.
				}
			}).start();
		}
		catch (Error ex) {
			// There is no thread for that.
		}
	}

	/**
	 * Lets all threads but the accepting one end once they have nothing left to do. Does
	 * not wait; idempotent.
	 */
	void shutDown() {
		this.lock.lock();
		try {
			this.shutDown = true;
			if (this.loops != null) {
				end(this.loops);
			}
		}
		finally {
			this.lock.unlock();
		}
		this.handshakes.shutDown();
		this.lookUps.shutDown();
		if (this.ownExecutor != null) {
			this.ownExecutor.shutdown();
		}
	}

	/** Returns false if one never ran, and to end it would take a thread. */
	private static boolean end(EventLoopGroup group) {
		boolean all = true;
		for (EventExecutor loop : group) {
			try {
				loop.shutdownGracefully(0, LOOP_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (Error ex) {
				all = false;
			}
		}
		return all;
	}

	/**
	 * Waits until the threads have ended, but for those of hooks that do not end.
	 * @param patience how long; a moment at least
	 */
	void awaitThreads(Duration patience) throws InterruptedException {
		this.threads.join(Math.min(Math.max(patience.toMillis(), A_MOMENT_MILLIS), LOOP_TIMEOUT_MILLIS));
	}

}
