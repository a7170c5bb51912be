package io.noise.engine;

import io.noise.DisconnectReason;
import io.noise.NotSentException;
import io.noise.Refusal;
import io.noise.message.EncodedMessage;
import io.noise.message.InterceptorChain;
import io.noise.message.RemoteTypes;

/**
 * Makes of a message what one peer gets of it, on the sending thread, and refuses what
 * the peer does not take.
 */
final class ConversationEncoder {

	private final ConversationCarrier carrier;

	private final InterceptorChain interceptors;

	private final RemoteTypes remoteTypes;

	private volatile int maxMessageBytes;

	/**
	 * Makes it.
	 * @param carrier closed where an interceptor fails
	 * @param interceptors add headers and footers
	 * @param remoteTypes tells which types the peer takes
	 * @param maxMessageBytes this node's limit
	 */
	ConversationEncoder(ConversationCarrier carrier, InterceptorChain interceptors, RemoteTypes remoteTypes,
			int maxMessageBytes) {
		this.carrier = carrier;
		this.interceptors = interceptors;
		this.remoteTypes = remoteTypes;
		this.maxMessageBytes = maxMessageBytes;
	}

	/**
	 * Sets the limit of both ends, before the first message.
	 */
	void begin(int longest) {
		this.maxMessageBytes = longest;
	}

	/**
	 * Returns a message as the peer gets it.
	 * @throws NotSentException if the peer does not take it
	 */
	byte[] body(EncodedMessage message) {
		if (this.carrier.isClosing()) {
			throw disconnected();
		}
		if (!this.remoteTypes.understands(message.type())) {
			throw new NotSentException("message type " + message.type().name() + ": not known to the peer"
					+ " (expected: a type that it has registered)", null);
		}
		byte[] body = intercepted(this.remoteTypes.encode(message, this.maxMessageBytes));
		if (body.length > this.maxMessageBytes) {
			throw new NotSentException("message: " + body.length + " bytes (expected: at most " + this.maxMessageBytes
					+ ", the smaller of this node's limit and the peer's, "
					+ Refusal.MAX_MESSAGE_SIZE.property().orElseThrow() + ")", null);
		}
		return body;
	}

	private byte[] intercepted(byte[] message) {
		try {
			return this.interceptors.encode(message);
		}
		catch (Throwable ex) {
			this.carrier.close(DisconnectReason.PROTOCOL);
			throw new NotSentException("message: refused by an interceptor: " + ex, ex);
		}
	}

	/**
	 * Returns the failure of what cannot be sent any more.
	 */
	NotSentException disconnected() {
		return new NotSentException("message: not sent, " + this.carrier.whyClosed(), null, this.carrier.id().text());
	}

}
