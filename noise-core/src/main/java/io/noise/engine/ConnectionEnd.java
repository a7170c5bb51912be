package io.noise.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.noise.DisconnectReason;
import io.noise.RemoteReason;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection: its reasons, and the moments that others wait for. From any
 * thread.
 *
 * <pre>
 * begin            closed                    stopped                      ended
 * first reason --&gt; channel is closed --&gt; hooks have run, or given up --&gt; nothing runs here any more
 * </pre>
 */
final class ConnectionEnd {

	private final AtomicReference<@Nullable DisconnectReason> reason = new AtomicReference<>();

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();

	private volatile @Nullable RemoteReason remoteReason;

	/**
	 * Begins the end.
	 * @return false if it had begun; the first reason counts
	 */
	boolean begin(DisconnectReason why) {
		return this.reason.compareAndSet(null, why);
	}

	boolean hasBegun() {
		return this.reason.get() != null;
	}

	/**
	 * The reason, as this end knows it; empty before the end.
	 */
	Optional<DisconnectReason> reason() {
		return Optional.ofNullable(this.reason.get());
	}

	/**
	 * Notes a failure that ends the connection. The first one counts.
	 */
	void causedBy(Throwable failure) {
		this.cause.compareAndSet(null, failure);
	}

	/**
	 * The failure that has ended it, null where there is none.
	 */
	@Nullable Throwable cause() {
		return this.cause.get();
	}

	/**
	 * Notes the closing words of the other end.
	 */
	void saidByOther(RemoteReason said) {
		this.remoteReason = said;
	}

	/**
	 * The closing words of the other end; empty if it said nothing.
	 */
	Optional<RemoteReason> remoteReason() {
		return Optional.ofNullable(this.remoteReason);
	}

	/**
	 * Completed when the connection is closed, whatever its hooks do.
	 */
	CompletableFuture<Void> closed() {
		return this.closed;
	}

	/**
	 * Completed when the connection is closed and its hooks have run, or were given up.
	 */
	CompletableFuture<Void> stopped() {
		return this.stopped;
	}

	/**
	 * Completed when the connection is closed and nothing of it runs or waits here any
	 * more, not even a hook that was given up.
	 */
	CompletableFuture<Void> ended() {
		return this.ended;
	}

	/**
	 * Completes the end: the last hook has run.
	 */
	void complete() {
		this.ended.complete(null);
		this.stopped.complete(null);
	}

	/**
	 * The reasons in words: what this end knows, and what the other end said.
	 */
	String words() {
		return reason().map(DisconnectReason::toString).orElse("for no known reason")
				+ remoteReason().map((said) -> ", the other side said " + said).orElse("");
	}

	/**
	 * Whether one end did not understand the other.
	 */
	boolean isMisunderstanding() {
		return Stream.concat(reason().stream(), remoteReason().map(RemoteReason::reason).stream())
			.anyMatch((why) -> why == DisconnectReason.DECODE || why == DisconnectReason.PROTOCOL);
	}

}
