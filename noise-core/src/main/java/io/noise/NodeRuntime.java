package io.noise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a node runs on: its event loops, its executor and its counters. Event loops come
 * to life with the first connection or listener, so that a node that was built and
 * dropped leaves nothing behind.
 */
final class NodeRuntime {

	private static final long JOIN_TIMEOUT_MILLIS = 2_000;

	private final NodeThreads threads = new NodeThreads();

	private final NodeCounters counters = new NodeCounters();

	private final IoHandlerFactory ioHandlers;

	private final Executor executor;

	private final @Nullable ExecutorService ownExecutor;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable EventLoopGroup loops;

	private @Nullable EventLoopGroup acceptor;

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
	 * Runs hooks. It may refuse.
	 */
	Executor executor() {
		return this.executor;
	}

	/**
	 * Runs a task off the calling thread, whether or not the executor takes it.
	 */
	void execute(Runnable task) {
		try {
			this.executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			runOnOwnThread(task);
		}
	}

	/**
	 * Runs a task on a thread made for it, where the executor would not.
	 */
	void runOnOwnThread(Runnable task) {
		this.threads.worker(task).start();
	}

	/**
	 * The loops that drive connections.
	 * @throws RejectedExecutionException if the node is closed
	 */
	EventLoopGroup loops() {
		this.lock.lock();
		try {
			refuseAfterShutDown();
			if (this.loops == null) {
				this.loops = new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(),
						this.threads::eventLoop, this.ioHandlers);
			}
			return this.loops;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The loop that accepts connections.
	 * @throws RejectedExecutionException if the node is closed
	 */
	EventLoopGroup acceptor() {
		this.lock.lock();
		try {
			refuseAfterShutDown();
			if (this.acceptor == null) {
				this.acceptor = new MultiThreadIoEventLoopGroup(1, this.threads::acceptor, this.ioHandlers);
			}
			return this.acceptor;
		}
		finally {
			this.lock.unlock();
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
		EventLoopGroup ended;
		this.lock.lock();
		try {
			ended = this.acceptor;
			this.acceptor = null;
		}
		finally {
			this.lock.unlock();
		}
		CompletableFuture<Void> done = new CompletableFuture<>();
		if (ended == null) {
			done.complete(null);
		}
		else {
			end(ended).addListener((nothing) -> done.complete(null));
		}
		return done;
	}

	/**
	 * A copy of a future to hand to users, who may hang anything on it: it is completed
	 * on the executor. Cancelling it runs an action.
	 */
	<T> CompletableFuture<T> handOut(CompletableFuture<T> result, Runnable onCancel) {
		CompletableFuture<T> copy = new CompletableFuture<>();
		result.whenComplete((value, failure) -> execute(() -> {
			if (failure != null) {
				copy.completeExceptionally(failure);
			}
			else {
				copy.complete(value);
			}
		}));
		copy.whenComplete((value, failure) -> {
			if (copy.isCancelled()) {
				onCancel.run();
			}
		});
		return copy;
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
		if (this.ownExecutor != null) {
			this.ownExecutor.shutdown();
		}
	}

	private static Future<?> end(EventLoopGroup group) {
		return group.shutdownGracefully(0, JOIN_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * Waits, for a moment at most, until the threads have ended.
	 */
	void awaitThreads() throws InterruptedException {
		this.threads.join(JOIN_TIMEOUT_MILLIS);
	}

}
