package io.noise.engine;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.NodeObserver.Outcome;
import io.noise.NodeTracer;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.RequestException;
import io.noise.UnknownOutcomeException;
import io.noise.message.TraceContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trace of one message or request, which a user's tracer follows. What that throws
 * does no harm. From any thread.
 */
final class ConversationTrace {

	private static final Logger logger = LoggerFactory.getLogger(ConversationTrace.class);

	private static final byte[] NOTHING = new byte[0];

	private static final NodeTracer.Scope NO_SCOPE = () -> {
	};

	private final NodeTracer.Trace trace;

	private final AtomicBoolean ended = new AtomicBoolean();

	ConversationTrace(NodeTracer.Trace trace) {
		this.trace = trace;
	}

	/**
	 * Logs what a tracer has thrown.
	 */
	static void ignore(Throwable failure) {
		logger.debug("The tracer of the node failed", failure);
	}

	/**
	 * Returns the context to send along, as extensions of a frame.
	 */
	byte[] extensions() {
		try {
			return TraceContext.encode(this.trace.context());
		}
		catch (RuntimeException ex) {
			ignore(ex);
			return NOTHING;
		}
	}

	/**
	 * Calls handlers, for which it is the current trace of the calling thread.
	 */
	void within(Runnable handlers) {
		NodeTracer.Scope scope = open();
		try {
			handlers.run();
		}
		finally {
			close(scope);
		}
	}

	private NodeTracer.Scope open() {
		try {
			return Objects.requireNonNull(this.trace.open(), "the tracer returned no scope");
		}
		catch (RuntimeException ex) {
			ignore(ex);
			return NO_SCOPE;
		}
	}

	private static void close(NodeTracer.Scope scope) {
		try {
			scope.close();
		}
		catch (RuntimeException ex) {
			ignore(ex);
		}
	}

	/**
	 * Notes why it is about to end.
	 */
	void failed(Throwable failure) {
		try {
			this.trace.failed(failure);
		}
		catch (RuntimeException ex) {
			ignore(ex);
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
				ignore(ex);
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
