package io.noise.schedule;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.noise.NotSentException;
import io.noise.UnknownOutcomeException;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way from one end, and what its sender was told of it.
 */
final class Sending {

	/** The ends that a message can have. */
	enum Outcome {

		SENT, NOT_SENT, UNKNOWN

	}

	private final End from;

	private final Item item;

	private final CompletableFuture<?> future;

	Sending(End from, Item item, CompletableFuture<?> future) {
		this.from = from;
		this.item = item;
		this.future = future;
	}

	End from() {
		return this.from;
	}

	Item item() {
		return this.item;
	}

	CompletableFuture<?> future() {
		return this.future;
	}

	/** Calls it back, if that is still possible. */
	void cancel() {
		this.future.cancel(false);
	}

	/** Null as long as nothing was told, or something that no sender may be told. */
	@Nullable Outcome outcome() {
		if (!this.future.isDone()) {
			return null;
		}
		Throwable failure = failureOf(this.future);
		if (failure == null) {
			return Outcome.SENT;
		}
		if (failure instanceof NotSentException || failure instanceof CancellationException) {
			return Outcome.NOT_SENT;
		}
		return (failure instanceof UnknownOutcomeException) ? Outcome.UNKNOWN : null;
	}

	/** The failure of a future that is done, null if it has none. */
	static @Nullable Throwable failureOf(CompletableFuture<?> done) {
		return done.handle((value, failure) -> failure).join();
	}

	@Override
	public String toString() {
		return this.item.name() + " from " + this.from + ": " + this.future;
	}

}
