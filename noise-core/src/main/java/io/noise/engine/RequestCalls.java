package io.noise.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.noise.Direction;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Refusal;
import io.noise.UnknownOutcomeException;
import io.noise.concurrent.Dependents;
import io.noise.concurrent.Lane;
import io.noise.message.EncodedMessage;
import io.noise.queue.Outbox;
import io.noise.queue.OutboxFrames;
import io.noise.queue.QueuedMessage;
import io.noise.queue.UrgentFrame;
import io.noise.session.channel.RequestLink;
import org.jspecify.annotations.Nullable;

/**
 * The open requests of this side of a connection. A call is open until it ends: by an
 * answer, its time limit, its caller, or the connection.
 */
final class RequestCalls {

	private static final byte[] NO_EXTENSIONS = new byte[0];

	private final ConversationCarrier carrier;

	private final ConversationOutbound outbound;

	private final ConversationEncoder encoder;

	private final Outbox outbox;

	private final ConversationSettings settings;

	private final NodeReports reports;

	private final Dependents dependents;

	private final AtomicInteger places;

	/** The calls that have not ended. Created with the first one. */
	private volatile @Nullable Set<RequestCall> open;

	/**
	 * Those of them that have been sent, by number; replaced by a map of its own with the
	 * first. Used on the event loop only.
	 */
	private Map<Long, RequestCall> sent = Collections.emptyMap();

	private final RequestLink link;

	RequestCalls(ConversationCarrier carrier, RequestLink link, ConversationOutbound outbound,
			ConversationSettings settings, NodeReports reports, Dependents dependents) {
		this.carrier = carrier;
		this.link = link;
		this.outbound = outbound;
		this.encoder = outbound.encoder();
		this.outbox = outbound.outbox();
		this.settings = settings;
		this.reports = reports;
		this.dependents = dependents;
		this.places = new AtomicInteger(settings.maxOpenRequests());
	}

	// --- from any thread

	/**
	 * Sends a request and waits for the reply.
	 * @param trace null if it is not traced
	 */
	RequestCall.Reply call(EncodedMessage request, @Nullable ConversationTrace trace, Duration timeout) {
		long deadline = this.outbound.now() + TimeUnit.NANOSECONDS.convert(timeout);
		RequestCall call = open(request, trace);
		try {
			return Lane.lend(() -> await(request, call, deadline));
		}
		catch (TimeoutException ex) {
			throw giveUp(call, late(call, timeout));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw giveUp(call, new UnknownOutcomeException(call + ": interrupted while waiting", ex));
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof NoiseException failure) ? failure
					: new NoiseException(call + ": failed", ex.getCause());
		}
		catch (Exception ex) {
			call.fail(ex);
			throw (ex instanceof NoiseException failure) ? failure : new NoiseException(call + ": failed", ex);
		}
	}

	private RequestCall.Reply await(EncodedMessage request, RequestCall call, long deadline)
			throws InterruptedException, ExecutionException, TimeoutException {
		this.outbound.queueWithin(call, Math.min(call.nanosLeft(this.outbound.now()), deadline - this.outbound.now()));
		accepted(request);
		queued(call);
		return call.reply().get(deadline - this.outbound.now(), TimeUnit.NANOSECONDS);
	}

	private void accepted(EncodedMessage request) {
		this.carrier.traffic().accepted(request.type().opcode());
	}

	/**
	 * Sends a request.
	 * @param trace null if it is not traced
	 * @return the call, whose reply any thread completes
	 */
	RequestCall callAsync(EncodedMessage request, @Nullable ConversationTrace trace, Duration timeout) {
		RequestCall call = open(request, trace);
		try {
			this.outbound.queueNow(call);
			accepted(request);
			queued(call);
			call.timer(this.carrier.channel()
				.eventLoop()
				.schedule(() -> giveUp(call, late(call, timeout)), TimeUnit.NANOSECONDS.convert(timeout),
						TimeUnit.NANOSECONDS));
		}
		catch (RejectedExecutionException ex) {
			call.fail(this.encoder.disconnected());
		}
		catch (NoiseException ex) {
			call.fail(ex);
		}
		return call;
	}

	/**
	 * Ends a call whose caller has given up. If it has been sent, the other side is told.
	 */
	void cancel(RequestCall call) {
		giveUp(call, new NoiseException(call + ": cancelled", null, null));
	}

	/**
	 * Returns the time of the node's clock.
	 */
	long now() {
		return this.outbound.now();
	}

	/**
	 * Tells how long a request took.
	 * @param beganNanos when it was asked
	 * @param trace its trace, which ends; null if it is not traced
	 * @param failure null if it was answered
	 */
	void ended(EncodedMessage request, long beganNanos, @Nullable ConversationTrace trace,
			@Nullable Throwable failure) {
		this.reports.request(Direction.OUTBOUND, request.type().opcode(), ConversationTrace.outcome(failure),
				this.outbound.now() - beganNanos);
		if (trace != null) {
			trace.ended(failure);
		}
	}

	private NoiseTimeoutException late(RequestCall call, Duration timeout) {
		return new NoiseTimeoutException(call + " to " + this.carrier.id().words() + ": no reply within " + timeout,
				null);
	}

	/**
	 * Ends a call.
	 * @param ifSent the failure of a call that has been sent
	 * @return the failure
	 */
	private NoiseException giveUp(RequestCall call, NoiseException ifSent) {
		if (call.callBack()) {
			NoiseException failure = new NotSentException(
					call + ": withdrawn, because it was not begun in time; the peer does not read", null);
			call.fail(failure);
			return failure;
		}
		if (!call.hasEnded()) {
			// Before its place is free, so that it is told before the next request.
			this.outbox.addUrgent(new Cancel(call));
			call.fail(ifSent);
		}
		return ifSent;
	}

	/**
	 * Opens a call, which takes a place until it ends.
	 * @throws NoiseException if the request cannot be sent
	 */
	private RequestCall open(EncodedMessage request, @Nullable ConversationTrace trace) {
		String what = request.type().type().getSimpleName();
		if (!this.link.answersRequests()) {
			throw new NotSentException("request " + what + ": not sent, " + this.carrier.id().words()
					+ " does not answer requests (expected: a node whose version does)", null);
		}
		if (this.carrier.isClosing()) {
			throw gone("request " + what);
		}
		if (!takePlace()) {
			this.reports.exceeded(Refusal.MAX_OPEN_REQUESTS, "requests to " + this.carrier.id().words(), true);
			throw new NotSentException("request " + what + ": not sent, " + this.settings.maxOpenRequests()
					+ " requests to the peer are open (expected: fewer, "
					+ Refusal.MAX_OPEN_REQUESTS.property().orElseThrow() + ")", null);
		}
		try {
			byte[] body = this.encoder.body(request);
			return new RequestCall(what, this.dependents, body, (trace != null) ? trace.extensions() : NO_EXTENSIONS,
					this.outbound.deadlineNanos(), this);
		}
		catch (NoiseException ex) {
			this.places.incrementAndGet();
			throw ex;
		}
	}

	private boolean takePlace() {
		int left = this.places.getAndDecrement();
		if (left <= 0) {
			this.places.incrementAndGet();
		}
		return left > 0;
	}

	private Set<RequestCall> calls() {
		Set<RequestCall> present = this.open;
		if (present == null) {
			synchronized (this) {
				present = this.open;
				if (present == null) {
					present = ConcurrentHashMap.newKeySet();
					this.open = present;
				}
			}
		}
		return present;
	}

	/**
	 * Notes that a call has ended.
	 */
	void ended(RequestCall call) {
		calls().remove(call);
		this.places.incrementAndGet();
	}

	/**
	 * Notes that a call was withdrawn before it was sent.
	 */
	void withdrawn(QueuedMessage call) {
		this.outbox.forget(call);
	}

	/**
	 * Notes that a call was queued, so that it ends with the connection.
	 */
	private void queued(RequestCall call) {
		calls().add(call);
		if (call.hasEnded()) {
			calls().remove(call);
		}
		else if (this.carrier.isClosing()) {
			lost(call);
		}
	}

	/**
	 * Ends all calls, because the connection ends.
	 */
	void close() {
		Set<RequestCall> present = this.open;
		if (present != null) {
			present.forEach(this::lost);
		}
	}

	private void lost(RequestCall call) {
		if (call.callBack()) {
			call.fail(gone(call));
		}
		else {
			call.fail(new UnknownOutcomeException(
					call + ": sent, and then " + this.carrier.whyClosed()
							+ " (expected: to repeat it only if a duplicate does no harm)",
					null, this.carrier.id().text()));
		}
	}

	private NotSentException gone(Object request) {
		return new NotSentException(request + ": not sent, " + this.carrier.whyClosed(), null,
				this.carrier.id().text());
	}

	// --- on the event loop

	/**
	 * Notes that a call has been sent. One that has ended meanwhile is cancelled.
	 */
	void sent(long number, RequestCall call) {
		if (this.sent.isEmpty()) {
			this.sent = new HashMap<>();
		}
		this.sent.put(number, call);
		if (call.hasEnded()) {
			this.outbox.addUrgent(new Cancel(call));
		}
	}

	/**
	 * Removes the call that an answer is for.
	 * @return null if it has ended
	 */
	@Nullable RequestCall answered(long number) {
		RequestCall call = this.sent.remove(number);
		boolean late = call == null || call.hasEnded();
		if (late) {
			this.reports.lateReply();
		}
		return late ? null : call;
	}

	/** The frame that tells the other side that a reply is not wanted. */
	private final class Cancel implements UrgentFrame {

		private final RequestCall call;

		Cancel(RequestCall call) {
			this.call = call;
		}

		@Override
		public void encode(OutboxFrames frames, ByteBuf out) {
			if (RequestCalls.this.sent.remove(this.call.number()) != null) {
				frames.cancel(this.call.number(), out);
			}
		}

	}

}
