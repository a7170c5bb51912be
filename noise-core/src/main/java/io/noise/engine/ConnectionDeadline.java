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
 * The time limit of a new connection until it is a peer: for its session and for the
 * setup after that. The connection is either done in time or late, never both.
 */
final class ConnectionDeadline {

	private enum State {

		PENDING, DONE, LATE

	}

	private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

	/** Names what is not done yet. On the event loop. */
	private String missing;

	private volatile @Nullable Future<?> timer;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	/**
	 * Creates the time limit of one connection; its time does not run yet.
	 * @param session the kind of session that it is to have
	 */
	ConnectionDeadline(String session) {
		this.missing = "no session " + session;
	}

	/**
	 * Starts the time, unless all is done. On the event loop.
	 * @param late called on the event loop when the time is over, with what is missing
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
	 * Notes that the session is established and the setup follows. On the event loop.
	 */
	void established() {
		this.missing = "setup not done";
	}

	/**
	 * Notes that all is done. From any thread.
	 * @return false if the time was over before
	 */
	boolean done() {
		if (this.state.compareAndSet(State.PENDING, State.DONE)) {
			this.done.complete(null);
		}
		stop();
		return this.state.get() == State.DONE;
	}

	/**
	 * Runs an action when all is done in time.
	 */
	void onDone(Runnable action) {
		this.done.thenRun(action);
	}

	/**
	 * Stops the time. From any thread.
	 */
	void stop() {
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
		}
	}

}
