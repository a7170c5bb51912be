package io.noise.engine;

import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.NodeObserver.Outcome;
import io.noise.NodeTracer;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.RequestException;
import io.noise.UnknownOutcomeException;
import io.noise.message.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one message or request, which a user's tracer follows. What that throws
 * does no harm. From any thread.
 */
final class ConversationTrace {

	private static final byte[] NOTHING = new byte[0];

	private final NodeTracer.Trace trace;

	private final AtomicBoolean ended = new AtomicBoolean();

	ConversationTrace(NodeTracer.Trace trace) {
		this.trace = trace;
	}

	/**
	 * Returns the context to send along, as extensions of a frame.
	 */
	byte[] extensions() {
		try {
			return TraceContext.encode(this.trace.context());
		}
		catch (RuntimeException ex) {
			TraceScope.ignore(ex);
			return NOTHING;
		}
	}

	/**
	 * Calls handlers, for which it is the current trace of the calling thread.
	 */
	void within(Runnable handlers) {
		TraceScope.within(this.trace::open, handlers);
	}

	/**
	 * Notes why it is about to end.
	 */
	void failed(Throwable failure) {
		try {
			this.trace.failed(failure);
		}
		catch (RuntimeException ex) {
			TraceScope.ignore(ex);
		}
	}

	/**
	 * Ends it, unless it has ended.
	 */
	void ended(Outcome outcome) {
		if (this.ended.compareAndSet(false, true)) {
			try {
				this.trace.ended(outcome);
			}
			catch (RuntimeException ex) {
				TraceScope.ignore(ex);
			}
		}
	}

	/**
	 * Ends what this side has sent.
	 * @param failure null for success
	 */
	void ended(@Nullable Throwable failure) {
		if (failure != null) {
			failed(failure);
		}
		ended(outcome(failure));
	}

	/**
	 * Returns the outcome of what this side has sent.
	 * @param failure null for success
	 */
	static Outcome outcome(@Nullable Throwable failure) {
		if (failure instanceof RequestException answer) {
			return Outcome.valueOf(answer.reason().name());
		}
		if (failure instanceof NoiseTimeoutException) {
			return Outcome.TIMEOUT;
		}
		if (failure instanceof NotSentException) {
			return Outcome.NOT_SENT;
		}
		if (failure instanceof UnknownOutcomeException) {
			return Outcome.UNKNOWN;
		}
		return (failure != null) ? Outcome.CANCELLED : Outcome.SUCCESS;
	}

}
