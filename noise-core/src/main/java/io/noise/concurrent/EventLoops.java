package io.noise.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of a node. They are created with the first connection or listener, so
 * that a node that was only built leaves nothing behind. Safe for use by any thread.
 */
final class EventLoops {

	static final long SHUTDOWN_MILLIS = 2_000;

	private final Platform platform;

	private final IoHandlerFactory ioHandlers;

	private final NodeThreads threads;

	private final Object lock = new Object();

	/** Guarded by the lock, like all fields below. */
	private @Nullable EventLoopGroup loops;

	private boolean loopsRun;

	private @Nullable EventLoopGroup acceptor;

	private CompletableFuture<Void> acceptorEnded = CompletableFuture.completedFuture(null);

	private boolean shutDown;

	EventLoops(Platform platform, IoHandlerFactory ioHandlers, NodeThreads threads) {
		this.platform = platform;
		this.ioHandlers = ioHandlers;
		this.threads = threads;
	}

	/**
	 * Returns the loops that drive connections, if they are running.
	 * @return null if they are not, or are about to end
	 */
	@Nullable EventLoopGroup running() {
		synchronized (this.lock) {
			return (this.loopsRun && !this.shutDown) ? this.loops : null;
		}
	}

	/**
	 * Returns all loops that have been made.
	 */
	List<EventExecutor> made() {
		List<EventExecutor> made = new ArrayList<>();
		synchronized (this.lock) {
			if (this.acceptor != null) {
				this.acceptor.forEach(made::add);
			}
			if (this.loops != null) {
				this.loops.forEach(made::add);
			}
		}
		return made;
	}

	/**
	 * Returns the loops that drive connections, and starts them all if necessary, so that
	 * no connection has to wait for a thread.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if there are not enough threads or files
	 */
	EventLoopGroup started() {
		synchronized (this.lock) {
			EventLoopGroup made = idle();
			if (!this.loopsRun) {
				start(made);
				this.loopsRun = true;
			}
			return made;
		}
	}

	/**
	 * Returns the loops that drive connections. Each starts with its first task.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if there are not enough threads or files
	 */
	EventLoopGroup idle() {
		synchronized (this.lock) {
			refuseAfterShutDown();
			if (this.loops == null) {
				this.loops = make(this.platform.processors(), this.threads::eventLoop);
			}
			return this.loops;
		}
	}

	private EventLoopGroup make(int count, ThreadFactory thread) {
		try {
			return this.platform.eventLoops(count, thread, this.ioHandlers);
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
		return new IllegalStateException("event loops: cannot be started: " + cause, cause);
	}

	/**
	 * Returns the loop that accepts connections.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if there are not enough threads or files
	 */
	EventLoopGroup acceptor() {
		synchronized (this.lock) {
			refuseAfterShutDown();
			if (this.acceptor == null) {
				CompletableFuture<Void> ended = new CompletableFuture<>();
				ThreadFactory thread = (task) -> this.threads.acceptor(() -> run(task, ended));
				this.acceptor = make(1, thread);
				this.acceptorEnded = ended;
			}
			return this.acceptor;
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
	 * Stops the accepting loop, which keeps the JVM alive. The port is free only after
	 * that, because the JDK keeps a closed socket until its selector releases it.
	 * @return completed when the loop has ended
	 */
	CompletableFuture<Void> stopAcceptor() {
		synchronized (this.lock) {
			if (this.acceptor != null) {
				if (!end(this.acceptor)) {
					this.acceptorEnded.complete(null);
				}
				this.acceptor = null;
			}
			return this.acceptorEnded;
		}
	}

	/**
	 * Stops the loops that drive connections.
	 */
	void shutDown() {
		synchronized (this.lock) {
			this.shutDown = true;
			if (this.loops != null) {
				end(this.loops);
			}
		}
	}

	/** Returns false if a loop never ran, since ending it would take a thread. */
	private static boolean end(EventLoopGroup group) {
		boolean all = true;
		for (EventExecutor loop : group) {
			try {
				loop.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (Error ex) {
				all = false;
			}
		}
		return all;
	}

}
