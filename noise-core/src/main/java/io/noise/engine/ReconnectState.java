package io.noise.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.noise.DialException;
import io.noise.KeptConnection;
import io.noise.KeptConnection.State;
import org.jspecify.annotations.Nullable;

/**
 * The state of one kept address, and its transitions, each of them atomic. From any
 * thread; calls nothing that blocks.
 */
final class ReconnectState {

	private final String address;

	private final Supplier<Instant> clock;

	/** Guarded by this, like all that follows. */
	private State state = State.BACKOFF;

	private @Nullable Instant nextAttempt;

	private @Nullable Connection connection;

	private DialException.@Nullable Reason lastError;

	private @Nullable String lastMessage;

	/** The failed dials since the last connection that lasted. */
	private int failures;

	/** Whether the last dial gave way to a connection that had not come yet. */
	private boolean awaited;

	/** Ends the pause, or the dial. */
	private @Nullable Runnable cancel;

	/** The last dial. */
	private @Nullable Dial dial;

	/** Whether the next dial is wanted at once. */
	private boolean hurried;

	private boolean closed;

	ReconnectState(String address, Supplier<Instant> clock) {
		this.address = address;
		this.clock = clock;
	}

	/**
	 * Goes from the pause to the dial.
	 * @return the number of earlier failures; negative if there must be no dial
	 */
	synchronized int beginDial() {
		if (this.closed || this.state != State.BACKOFF) {
			return -1;
		}
		this.state = State.DIALING;
		this.nextAttempt = null;
		this.dial = null;
		return this.failures;
	}

	/**
	 * Notes the dial that has begun.
	 * @return whether it is in a hurry
	 */
	synchronized boolean begun(Dial begun) {
		this.dial = begun;
		boolean hurries = this.hurried;
		this.hurried = false;
		return hurries;
	}

	/**
	 * Notes the action that ends the dial.
	 * @return false if the dial must be ended at once
	 */
	synchronized boolean onClose(Runnable action) {
		this.cancel = action;
		return !this.closed;
	}

	/**
	 * Demands the next dial at once.
	 * @return the things to hurry; null if there is nothing to hurry
	 */
	synchronized @Nullable Hurry hurry() {
		if (this.closed || this.state == State.CONNECTED) {
			return null;
		}
		Dial waiting = (this.state == State.BACKOFF) ? null : this.dial;
		// A dial that is just about to begin reads this.
		this.hurried = waiting == null;
		return new Hurry(waiting, (this.state == State.BACKOFF) ? this.cancel : null);
	}

	/**
	 * The things to hurry.
	 *
	 * @param dial a dial that may wait for its turn; null if there is none
	 * @param endOfPause ends the pause; null if there is none
	 */
	record Hurry(@Nullable Dial dial, @Nullable Runnable endOfPause) {
	}

	/**
	 * Notes whether a connection that the other node has dialled is awaited.
	 * @return whether one was awaited before
	 */
	synchronized boolean await(boolean next) {
		boolean before = this.awaited;
		this.awaited = next;
		return before;
	}

	/**
	 * Notes a dial that failed.
	 */
	synchronized void failed(DialException failure) {
		this.failures++;
		this.lastError = failure.reason();
		this.lastMessage = String.valueOf(failure.getMessage());
	}

	/**
	 * Goes from the dial to the connection.
	 * @return false if the state has changed or the address is not kept any more
	 */
	synchronized boolean connected(Connection made) {
		if (this.closed || this.state != State.DIALING) {
			return false;
		}
		this.state = State.CONNECTED;
		this.nextAttempt = null;
		this.connection = made;
		this.awaited = false;
		this.lastError = null;
		this.lastMessage = null;
		return true;
	}

	/**
	 * Notes the end of the connection.
	 * @param stable whether the connection was a success
	 * @param words describes the end
	 */
	synchronized void lost(boolean stable, String words) {
		this.connection = null;
		this.failures = stable ? 0 : this.failures + 1;
		this.lastError = DialException.Reason.LOST;
		this.lastMessage = words;
	}

	/**
	 * Goes to the pause, unless the state has changed or the address is not kept any
	 * more.
	 * @param before the state before the pause
	 * @param length returns the length of the pause
	 * @param timer starts the timer, and returns the action that cancels it
	 */
	synchronized void pause(State before, Supplier<Duration> length, Function<Duration, Runnable> timer) {
		if (this.closed || this.state != before) {
			return;
		}
		Duration next = length.get();
		this.state = State.BACKOFF;
		this.nextAttempt = this.clock.get().plus(next);
		this.cancel = timer.apply(next);
	}

	/**
	 * Allows no more transitions.
	 * @return the action that ends the dial or the pause; null if there is none
	 */
	synchronized @Nullable Runnable close() {
		this.closed = true;
		return this.cancel;
	}

	/**
	 * Whether there is no peer that is connected.
	 */
	synchronized boolean isAway() {
		return this.connection == null || this.connection.isClosing();
	}

	synchronized KeptConnection snapshot() {
		return new KeptConnection(this.address, this.state, Optional.ofNullable(this.nextAttempt),
				Optional.ofNullable(this.lastError), Optional.ofNullable(this.lastMessage));
	}

}
