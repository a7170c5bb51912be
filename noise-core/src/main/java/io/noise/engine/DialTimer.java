package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one dial: one of the dial as a whole, and one of connecting, over
 * all its addresses. The latter is paused while there is a connection. Used on the event
 * loop, except for {@link #limitDial}.
 */
final class DialTimer {

	private final EventLoop loop;

	private final DialSettings settings;

	private final CompletableFuture<?> result;

	private volatile long deadlineNanos;

	/** Present while the time to connect runs. */
	private @Nullable Future<?> connecting;

	private long connectDeadlineNanos;

	private long connectLeftNanos;

	/**
	 * Creates a timer that does not run.
	 * @param loop the event loop of the dial
	 * @param settings the time limits
	 * @param result ends all timing when it is completed
	 */
	DialTimer(EventLoop loop, DialSettings settings, CompletableFuture<?> result) {
		this.loop = loop;
		this.settings = settings;
		this.result = result;
		this.connectLeftNanos = settings.connectTimeout().toNanos();
	}

	/**
	 * Starts the time of the dial as a whole. From any thread.
	 * @param late run on the event loop when it is over
	 */
	void limitDial(Runnable late) {
		long nanos = this.settings.dialTimeout().toNanos();
		this.deadlineNanos = now() + nanos;
		schedule(late, nanos);
	}

	/**
	 * Runs an action in a second, unless the dial has a result by then.
	 */
	void inASecond(Runnable action) {
		schedule(action, TimeUnit.SECONDS.toNanos(1));
	}

	private long now() {
		return this.loop.ticker().nanoTime();
	}

	private Future<?> schedule(Runnable action, long nanos) {
		Future<?> timer = this.loop.schedule(action, nanos, TimeUnit.NANOSECONDS);
		this.result.whenComplete((peer, failure) -> timer.cancel(false));
		return timer;
	}

	/**
	 * Starts the time to connect, or resumes it; does nothing while it runs.
	 * @param late run when it is over
	 */
	void resumeConnecting(Runnable late) {
		if (this.connecting == null) {
			long left = Math.max(0, this.connectLeftNanos);
			this.connectDeadlineNanos = now() + left;
			this.connecting = schedule(late, left);
		}
	}

	/**
	 * Pauses the time to connect.
	 */
	void pauseConnecting() {
		if (this.connecting != null) {
			this.connecting.cancel(false);
			this.connecting = null;
			this.connectLeftNanos = this.connectDeadlineNanos - now();
		}
	}

	/**
	 * Returns the share of the next address in the time that is left to connect.
	 * @param addresses the number of addresses that are left, with the next one
	 * @return milliseconds, at least one
	 */
	int connectMillis(int addresses) {
		long left = Math.max(0, this.connectDeadlineNanos - now());
		long millis = TimeUnit.NANOSECONDS.toMillis(left) / addresses;
		return (int) Math.min(Math.max(1, millis), Integer.MAX_VALUE);
	}

	/**
	 * Returns the time in which the connection that was just made must become a peer.
	 */
	Duration handshakeTime() {
		Duration left = Duration.ofNanos(Math.max(1, this.deadlineNanos - now()));
		Duration most = this.settings.handshakeTimeout();
		return (left.compareTo(most) < 0) ? left : most;
	}

}
