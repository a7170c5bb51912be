package io.noise.engine;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

import io.noise.NodeObserver.Outcome;
import io.noise.Peer;
import io.noise.RequestHandler;
import io.noise.RequestRejectedException;
import io.noise.concurrent.Lane;
import io.noise.concurrent.NodeFuture;
import io.noise.message.EncodedMessage;
import io.noise.message.MessageRegistry;
import io.noise.queue.Delivery;
import io.noise.session.channel.RequestFailure;
import org.jspecify.annotations.Nullable;

/**
 * Handles the requests of the other side of a connection, in the lane of its peer: calls
 * the handler and answers with its result. Of a failure, the log of this node has all,
 * and the other side learns nothing but that there was one.
 */
final class RequestHandling {

	private final Lane lane;

	private final MessageRegistry registry;

	private final RequestAnswers answers;

	private final RequestHandlers ofPeer = new RequestHandlers();

	private final RequestHandlers ofNode;

	private final ConversationTraces traces;

	RequestHandling(Lane lane, ConversationTraces traces, MessageRegistry registry, RequestAnswers answers,
			RequestHandlers ofNode) {
		this.lane = lane;
		this.traces = traces;
		this.registry = registry;
		this.answers = answers;
		this.ofNode = ofNode;
	}

	/**
	 * Returns the handlers of the peer.
	 */
	RequestHandlers ofPeer() {
		return this.ofPeer;
	}

	/**
	 * Handles a request, which messages' handlers do if there is no other.
	 * @param delivery the request, with the handlers of messages of its type
	 * @param message the decoded request
	 * @param goesOn whether another handler may be called
	 */
	void handle(Peer from, Delivery delivery, Object message, BooleanSupplier goesOn) {
		RequestReceived request = (RequestReceived) delivery.received();
		ConversationTrace trace = this.traces.ofReceived(request);
		if (trace == null) {
			handle(request, from, delivery, message, goesOn);
			return;
		}
		if (!request.trace(trace)) {
			trace.ended(Outcome.CANCELLED);
		}
		trace.within(() -> handle(request, from, delivery, message, goesOn));
	}

	private void handle(RequestReceived request, Peer from, Delivery delivery, Object message, BooleanSupplier goesOn) {
		int opcode = request.type().opcode();
		RequestHandler<Object> handler = this.ofPeer.of(opcode);
		if (handler == null) {
			handler = this.ofNode.of(opcode);
		}
		if (handler != null) {
			call(handler, from, request, message);
		}
		else if (!delivery.hasHandlers()) {
			this.answers.fail(request, RequestFailure.NO_HANDLER, "");
		}
		else if (delivery.handle(this.lane, from, message, goesOn)) {
			this.answers.reply(request, null);
		}
		else {
			this.answers.fail(request, RequestFailure.FAILED, "");
		}
	}

	private void call(RequestHandler<Object> handler, Peer from, RequestReceived request, Object message) {
		this.lane.call(handler, request, () -> {
			try {
				answer(handler, request, handler.handle(from, message));
			}
			catch (RequestRejectedException ex) {
				reject(request, ex);
			}
			catch (Throwable ex) {
				fail(request, ex);
				throw ex;
			}
		});
	}

	private void reject(RequestReceived request, RequestRejectedException why) {
		this.answers.fail(request, RequestFailure.REJECTED, why.words());
	}

	private void answer(RequestHandler<Object> handler, RequestReceived request, @Nullable Object result) {
		if (!(result instanceof CompletionStage<?> stage)) {
			reply(request, result);
		}
		else if (request.awaits(stage)) {
			stage.whenComplete((value, failure) -> settled(handler, request, value, failure));
		}
		else {
			this.answers.unwanted(stage);
		}
	}

	/** Answers when the stage completes, on whichever thread completes it. */
	private void settled(RequestHandler<Object> handler, RequestReceived request, @Nullable Object value,
			@Nullable Throwable failure) {
		if (!request.isOpen()) {
			return;
		}
		Throwable cause = NodeFuture.Outcome.of(value, failure).failure();
		if (cause == null) {
			try {
				reply(request, value);
				return;
			}
			catch (Throwable ex) {
				cause = ex;
			}
		}
		if (cause instanceof RequestRejectedException rejected) {
			reject(request, rejected);
		}
		else {
			fail(request, cause);
			this.lane.failed(handler, request, cause);
		}
	}

	private void fail(RequestReceived request, Throwable why) {
		ConversationTrace trace = request.trace();
		if (trace != null) {
			trace.failed(why);
		}
		this.answers.fail(request, RequestFailure.FAILED, "");
	}

	private void reply(RequestReceived request, @Nullable Object value) {
		Object reply = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
		this.answers.reply(request, (reply != null) ? EncodedMessage.of(this.registry, reply) : null);
	}

}
