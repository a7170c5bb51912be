package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.noise.DisconnectReason;
import io.noise.message.DisconnectException;
import org.jspecify.annotations.Nullable;

/**
 * The time that a new connection has until it is a peer: for its session, and for the
 * setup behind that. Either it is done in time or it is late, never both.
 */
final class ConnectionDeadline {

	private enum State {

		PENDING, DONE, LATE

	}

	private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

	/** The event loop's alone. */
	private String missing;

	private volatile @Nullable Future<?> timer;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	/**
	 * The time of one connection.
	 * @param session the kind of session that it is to have
	 */
	ConnectionDeadline(String session) {
		this.missing = "no session " + session;
	}

	/**
	 * Lets the time run, unless all is done. On the event loop.
	 * @param late told what is missing when the time is over
	 */
	void start(EventLoop loop, Duration limit, Consumer<DisconnectException> late) {
		if (this.state.get() == State.PENDING) {
			this.timer = loop.schedule(() -> expire(limit, late), limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		if (this.state.get() == State.DONE) {
			stop();
		}
	}

	private void expire(Duration limit, Consumer<DisconnectException> late) {
		if (this.state.compareAndSet(State.PENDING, State.LATE)) {
			late.accept(new DisconnectException(DisconnectReason.IDLE,
					"handshake: " + this.missing + " within " + limit + ", the handshake timeout", null));
		}
	}

	/**
	 * The session stands; what follows is the setup. On the event loop.
	 */
	void established() {
		this.missing = "setup not done";
	}

	/**
	 * All is done. From any thread.
	 * @return false if it came too late
	 */
	boolean done() {
		if (this.state.compareAndSet(State.PENDING, State.DONE)) {
			this.done.complete(null);
		}
		stop();
		return this.state.get() == State.DONE;
	}

	/**
	 * Runs an action when all is done; never if that is too late.
	 */
	void onDone(Runnable action) {
		this.done.thenRun(action);
	}

	/**
	 * Lets the time run no more.
	 */
	void stop() {
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
		}
	}

}
