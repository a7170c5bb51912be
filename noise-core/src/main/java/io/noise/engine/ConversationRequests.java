package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.noise.DisconnectReason;
import io.noise.RequestException;
import io.noise.RequestException.Reason;
import io.noise.concurrent.Dependents;
import io.noise.message.DisconnectException;
import io.noise.message.EncodedMessage;
import io.noise.message.ReceivedMessage;
import io.noise.message.RemoteTypes;
import io.noise.session.channel.RequestFailure;
import io.noise.session.channel.RequestListener;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one conversation, of both sides: brings what arrives to the calls of
 * this side and to the handling of those of the other side.
 */
final class ConversationRequests implements RequestListener {

	private final ConversationCarrier carrier;

	private final ConversationInbound inbound;

	private final RemoteTypes remoteTypes;

	private final RequestCalls calls;

	private final RequestAnswers answers;

	private final Dependents dependents;

	ConversationRequests(ConversationCarrier carrier, ConversationInbound inbound, RemoteTypes remoteTypes,
			RequestCalls calls, RequestAnswers answers, Dependents dependents) {
		this.carrier = carrier;
		this.inbound = inbound;
		this.remoteTypes = remoteTypes;
		this.calls = calls;
		this.answers = answers;
		this.dependents = dependents;
	}

	// --- from any thread

	/**
	 * Sends a request and waits for the reply.
	 * @param reply the class of the reply
	 * @return null if the class is {@link Void}
	 */
	<A> @Nullable A call(EncodedMessage request, Class<A> reply, Duration timeout) {
		long began = this.calls.now();
		ConversationTrace trace = this.carrier.traces().ofRequest(request.type());
		try {
			A answer = read(request, this.calls.call(request, trace, timeout), reply);
			this.calls.ended(request, began, trace, null);
			return answer;
		}
		catch (RuntimeException ex) {
			this.calls.ended(request, began, trace, ex);
			throw ex;
		}
	}

	/**
	 * Sends a request.
	 * @param reply the class of the reply
	 */
	<A> CompletableFuture<A> callAsync(EncodedMessage request, Class<A> reply, Duration timeout) {
		long began = this.calls.now();
		ConversationTrace trace = this.carrier.traces().ofRequest(request.type());
		RequestCall call;
		try {
			call = this.calls.callAsync(request, trace, timeout);
		}
		catch (RuntimeException ex) {
			this.calls.ended(request, began, trace, ex);
			throw ex;
		}
		CompletableFuture<A> result = new CompletableFuture<>();
		call.reply().whenComplete((answer, failure) -> {
			try {
				if (failure != null) {
					throw failure;
				}
				A read = read(request, answer, reply);
				this.calls.ended(request, began, trace, null);
				result.complete(read);
			}
			catch (Throwable ex) {
				this.calls.ended(request, began, trace, ex);
				result.completeExceptionally(ex);
			}
		});
		return this.dependents.handOut(result, () -> this.calls.cancel(call));
	}

	private <A> @Nullable A read(EncodedMessage request, RequestCall.Reply answer, Class<A> type) {
		ReceivedMessage message = answer.message();
		if (message == null && type == Void.class) {
			return null;
		}
		if (message == null) {
			throw unreadable(request, "empty", type, null);
		}
		Object decoded;
		try {
			decoded = this.remoteTypes.decode(message);
		}
		catch (DisconnectException ex) {
			throw unreadable(request, String.valueOf(ex.getMessage()), type, ex);
		}
		if (!type.isInstance(decoded)) {
			throw unreadable(request, decoded.getClass().getName(), type, null);
		}
		return type.cast(decoded);
	}

	private static RequestException unreadable(EncodedMessage request, String reply, Class<?> type,
			@Nullable Throwable cause) {
		return new RequestException(Reason.UNREADABLE,
				what(request) + ": the reply is " + reply + " (expected: " + type.getName() + ")", null, cause);
	}

	private static String what(EncodedMessage request) {
		return "request " + request.type().type().getSimpleName();
	}

	/**
	 * Ends all calls, because the connection ends.
	 */
	void close() {
		this.calls.close();
	}

	// --- on the event loop

	/**
	 * Ends all requests, because the connection is gone.
	 */
	void end() {
		this.calls.close();
		this.answers.end();
	}

	@Override
	public void requested(long number, ByteBuf body) {
		requestedWith(number, body, null);
	}

	@Override
	public void requested(long number, ByteBuf body, ByteBuf extensions) {
		requestedWith(number, body, extensions);
	}

	private void requestedWith(long number, ByteBuf body, @Nullable ByteBuf extensions) {
		this.inbound.request(number, body, extensions,
				(request) -> this.answers.open(request, () -> this.inbound.freed(request.cost())));
	}

	@Override
	public boolean replied(long number, ByteBuf body) {
		RequestCall call = this.calls.answered(number);
		if (call == null) {
			return false;
		}
		this.carrier.traffic().messageReceived();
		if (!body.isReadable()) {
			call.end(new RequestCall.Reply(null));
			return true;
		}
		try {
			call.end(new RequestCall.Reply(this.inbound.reply(body)));
		}
		catch (DisconnectException ex) {
			call.fail(new RequestException(Reason.UNREADABLE, call + ": the reply cannot be read: " + ex.getMessage(),
					null, ex));
			if (ex.reason() != DisconnectReason.DECODE) {
				throw ex;
			}
		}
		return true;
	}

	@Override
	public void failed(long number, RequestFailure failure, String words) {
		RequestCall call = this.calls.answered(number);
		if (call != null) {
			call.fail(Failures.ofRequest(call + " to " + this.carrier.id().words(), failure, words));
		}
	}

	@Override
	public void cancelled(long number) {
		this.answers.cancelled(number);
	}

}
