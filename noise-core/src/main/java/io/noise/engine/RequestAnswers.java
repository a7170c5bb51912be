package io.noise.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.netty.buffer.ByteBuf;
import io.noise.Direction;
import io.noise.NodeObserver.Outcome;
import io.noise.Refusal;
import io.noise.message.EncodedMessage;
import io.noise.queue.Outbox;
import io.noise.queue.OutboxFrames;
import io.noise.queue.UrgentFrame;
import io.noise.session.channel.RequestFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open requests of the other side of a connection, and the answers to them. The
 * answers that wait are bounded, whether or not the other side reads them: a request is
 * open until its answer is handed to the operating system; answers that are not wanted
 * any more take a second such bound; and a request that is refused keeps its credit until
 * the refusal is handed over.
 */
final class RequestAnswers {

	private static final Logger logger = LoggerFactory.getLogger(RequestAnswers.class);

	private static final Map<Long, RequestReceived> NONE = Collections.emptyMap();

	private static final Set<Long> NO_NUMBERS = Collections.emptySet();

	private final ConversationCarrier carrier;

	private final ConversationEncoder encoder;

	private final Outbox outbox;

	private final int maxOpen;

	private final NodeReports reports;

	private final Executor users;

	/**
	 * By number; replaced by a map of its own with the first request. Used on the event
	 * loop only.
	 */
	private Map<Long, RequestReceived> open = NONE;

	/**
	 * The numbers of cancelled requests whose answers have not left; replaced likewise.
	 * Used on the event loop only.
	 */
	private Set<Long> unwanted = NO_NUMBERS;

	/**
	 * Creates it without requests.
	 * @param carrier the connection
	 * @param encoder makes what the peer gets of a reply
	 * @param outbox takes answers
	 * @param maxOpen the maximum number of open requests
	 * @param reports told of requests beyond that
	 * @param users runs users' code
	 */
	RequestAnswers(ConversationCarrier carrier, ConversationEncoder encoder, Outbox outbox, int maxOpen,
			NodeReports reports, Executor users) {
		this.carrier = carrier;
		this.encoder = encoder;
		this.outbox = outbox;
		this.maxOpen = maxOpen;
		this.reports = reports;
		this.users = users;
	}

	// --- on the event loop

	/**
	 * Opens a request, or refuses it because there are too many.
	 * @param refused run when the refusal has left
	 * @return whether it is to be handled
	 */
	boolean open(RequestReceived request, Runnable refused) {
		if (this.open.size() >= this.maxOpen || this.unwanted.size() >= this.maxOpen) {
			this.reports.exceeded(Refusal.MAX_OPEN_REQUESTS, "requests of " + this.carrier.id().words(), true);
			this.reports.request(Direction.INBOUND, request.type().opcode(), Outcome.OVERLOADED, 0);
			this.outbox.addUrgent(new Overload(request.requestNumber(), refused));
			return false;
		}
		request.opened(now());
		if (this.open == NONE) {
			this.open = new HashMap<>();
			this.unwanted = new HashSet<>();
		}
		this.open.put(request.requestNumber(), request);
		return true;
	}

	/**
	 * Ends a request whose answer the other side no longer wants.
	 */
	void cancelled(long number) {
		RequestReceived request = this.open.remove(number);
		if (request != null) {
			cancel(request);
			if (request.isAnswered()) {
				this.unwanted.add(number);
			}
		}
	}

	private void left(long number) {
		this.open.remove(number);
		this.unwanted.remove(number);
	}

	/**
	 * Ends all requests, because the connection is gone.
	 */
	void end() {
		List<RequestReceived> left = new ArrayList<>(this.open.values());
		this.open.clear();
		left.forEach(this::cancel);
	}

	/** Cancels the stage off the event loop, since users attach functions to it. */
	private void cancel(RequestReceived request) {
		if (request.isOpen()) {
			ended(request, Outcome.CANCELLED);
		}
		CompletionStage<?> stage = request.cancel();
		if (stage != null) {
			this.users.execute(() -> unwanted(stage));
		}
	}

	// --- from any thread

	/**
	 * Cancels the stage of a reply that is not wanted any more. Runs users' code.
	 */
	void unwanted(CompletionStage<?> stage) {
		try {
			stage.toCompletableFuture().cancel(true);
		}
		catch (RuntimeException ex) {
			logger.debug("{}: the stage of a reply cannot be cancelled: {}", this.carrier.id().words(), ex.toString());
		}
	}

	/**
	 * Sends the reply to a request, unless that has ended.
	 * @param reply null for the empty reply
	 * @throws io.noise.NoiseException if the reply cannot be sent
	 */
	void reply(RequestReceived request, @Nullable EncodedMessage reply) {
		byte[] body = (reply != null) ? this.encoder.body(reply) : new byte[0];
		if (request.end()) {
			this.outbox.addUrgent(new Reply(request.requestNumber(), body));
			if (reply != null) {
				this.carrier.traffic().accepted(reply.type().opcode());
			}
			ended(request, Outcome.SUCCESS);
		}
	}

	/**
	 * Refuses a request, unless that has ended.
	 * @param words for the other side
	 */
	void fail(RequestReceived request, RequestFailure failure, String words) {
		if (request.end()) {
			this.outbox.addUrgent(new Failure(request.requestNumber(), failure, words));
			ended(request, outcome(failure));
		}
	}

	private long now() {
		return this.carrier.channel().eventLoop().ticker().nanoTime();
	}

	private static Outcome outcome(RequestFailure failure) {
		return switch (failure) {
			case NO_HANDLER -> Outcome.NO_HANDLER;
			case REJECTED -> Outcome.REJECTED;
			case FAILED -> Outcome.FAILED;
			case OVERLOADED -> Outcome.OVERLOADED;
		};
	}

	private void ended(RequestReceived request, Outcome outcome) {
		if (request.tell()) {
			this.reports.request(Direction.INBOUND, request.type().opcode(), outcome, now() - request.openedNanos());
			ConversationTrace trace = request.trace();
			if (trace != null) {
				trace.ended(outcome);
			}
		}
	}

	/** A reply that waits to be written. */
	private final class Reply implements UrgentFrame {

		private final long number;

		private final byte[] body;

		Reply(long number, byte[] body) {
			this.number = number;
			this.body = body;
		}

		@Override
		public void encode(OutboxFrames frames, ByteBuf out) {
			if (RequestAnswers.this.open.containsKey(this.number)) {
				frames.reply(this.number, this.body, out);
			}
		}

		@Override
		public void left() {
			RequestAnswers.this.left(this.number);
		}

	}

	/** A failure that waits to be written. */
	private final class Failure implements UrgentFrame {

		private final long number;

		private final RequestFailure failure;

		private final String words;

		Failure(long number, RequestFailure failure, String words) {
			this.number = number;
			this.failure = failure;
			this.words = words;
		}

		@Override
		public void encode(OutboxFrames frames, ByteBuf out) {
			if (RequestAnswers.this.open.containsKey(this.number)) {
				frames.failure(this.number, this.failure, this.words, out);
			}
		}

		@Override
		public void left() {
			RequestAnswers.this.left(this.number);
		}

	}

	/**
	 * The refusal of a request beyond the bound.
	 *
	 * @param number the number of the request
	 * @param refused run when the refusal has left
	 */
	private record Overload(long number, Runnable refused) implements UrgentFrame {

		@Override
		public void encode(OutboxFrames frames, ByteBuf out) {
			frames.failure(this.number, RequestFailure.OVERLOADED, "", out);
		}

		@Override
		public void left() {
			this.refused.run();
		}

	}

}
