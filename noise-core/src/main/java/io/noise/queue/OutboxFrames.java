package io.noise.queue;

import java.util.Objects;
import java.util.function.IntConsumer;

import io.netty.buffer.ByteBuf;
import io.noise.DisconnectReason;
import io.noise.message.DisconnectException;
import io.noise.message.InterceptorChain;
import io.noise.message.RemoteTypes;
import io.noise.session.channel.RequestFailure;
import io.noise.session.channel.RequestLink;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;

/**
 * Makes the frames of one connection: a message passes the interceptors, and goes after
 * the types that the other end has not been told of. Used on the event loop only.
 */
public final class OutboxFrames {

	private final InterceptorChain interceptors;

	private final RemoteTypes types;

	private final IntConsumer sent;

	/** Present from the beginning of the peer on. */
	private @Nullable SessionLink link;

	private int maxMessageBytes;

	private int announcedVersion;

	/**
	 * Makes nothing yet.
	 * @param interceptors those of the peer
	 * @param types of both ends
	 * @param sent counts messages that were sent
	 */
	public OutboxFrames(InterceptorChain interceptors, RemoteTypes types, IntConsumer sent) {
		this.interceptors = interceptors;
		this.types = types;
		this.sent = sent;
	}

	/**
	 * Begins, before the first frame.
	 */
	public void begin(SessionLink established) {
		this.link = established;
		this.maxMessageBytes = established.maxMessageBytes();
	}

	private SessionLink link() {
		return Objects.requireNonNull(this.link, "a message before there is a session");
	}

	private RequestLink requests() {
		return link().requests().orElseThrow();
	}

	/** Whether the other side has room for a message of this length now. */
	boolean admits(int bytes) {
		return link().admits(bytes);
	}

	/** Allocates a buffer for frames. */
	ByteBuf buffer(int bytes) {
		return link().buffer(bytes);
	}

	/**
	 * Transforms a message into the body of its frame, as the last step before it is
	 * written.
	 * @throws DisconnectException if it cannot be transformed
	 */
	byte[] transform(byte[] message) {
		byte[] frame;
		try {
			frame = this.interceptors.beforeSent(message);
		}
		catch (Throwable ex) {
			throw refused(ex);
		}
		if (frame.length > this.maxMessageBytes) {
			throw new DisconnectException(DisconnectReason.PROTOCOL, "message: " + frame.length
					+ " bytes as it was sealed (expected: at most " + this.maxMessageBytes + ")", null);
		}
		return frame;
	}

	private static DisconnectException refused(Throwable ex) {
		return new DisconnectException(DisconnectReason.PROTOCOL, "message: refused by an interceptor: " + ex, ex);
	}

	/** Writes the frame of a message. */
	void message(byte[] frame, ByteBuf out) {
		announceTypes(out);
		link().encode(frame, out);
	}

	/** Writes the frame of a message with extensions. */
	void message(byte[] frame, byte[] extensions, ByteBuf out) {
		announceTypes(out);
		link().encode(frame, extensions, out);
	}

	/**
	 * Writes the frame of a request.
	 * @param extensions sent along; none if empty
	 * @return the number of the request
	 */
	public long request(byte[] frame, byte[] extensions, ByteBuf out) {
		announceTypes(out);
		return requests().encodeRequest(frame, extensions, out);
	}

	/**
	 * Writes the frame of a reply, which counts as sent.
	 * @param message as it was before interceptors; without bytes for the empty reply
	 */
	public void reply(long number, byte[] message, ByteBuf out) {
		byte[] frame = (message.length > 0) ? transform(message) : message;
		announceTypes(out);
		requests().encodeReply(number, frame, out);
		this.sent.accept(1);
	}

	/**
	 * Writes the failure of a request.
	 * @param words for the other end
	 */
	public void failure(long number, RequestFailure failure, String words, ByteBuf out) {
		requests().encodeFailure(number, failure, words, out);
	}

	/**
	 * Writes that this end no longer waits for the reply to a request.
	 */
	public void cancel(long number, ByteBuf out) {
		requests().encodeCancel(number, out);
	}

	/**
	 * Writes the types of this node that the other end has not been told of: it must know
	 * a type before a message of it comes.
	 */
	public void announceTypes(ByteBuf out) {
		int version = this.types.ownVersion();
		if (version != this.announcedVersion) {
			this.announcedVersion = version;
			link().announce(this.types.own(), out);
		}
	}

	/**
	 * Counts messages that were handed to the operating system, and tells the
	 * interceptors.
	 * @throws DisconnectException if one of them fails
	 */
	void sent(int messages) {
		this.sent.accept(messages);
		try {
			for (int i = 0; i < messages; i++) {
				this.interceptors.afterSent();
			}
		}
		catch (Throwable ex) {
			throw refused(ex);
		}
	}

}
