package io.noise.session.secure;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.channel.Printable;
import io.noise.session.channel.RequestFailure;
import io.noise.session.channel.RequestLink;
import io.noise.session.channel.RequestListener;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The frames of requests, in and out, and the numbers of the requests: each end counts
 * its own, so a number that does not grow is a repeated one, and one above the last was
 * never used. Used on the event loop only.
 */
final class RequestFrames implements RequestLink {

	private static final byte[] NOTHING = new byte[0];

	private final FrameWriter writer;

	private final Credit credit;

	private @Nullable RequestListener listener;

	/** Whether the other end answers requests. */
	private volatile boolean answersRequests;

	private long lastSent;

	private long lastReceived;

	/**
	 * Creates the frames of one connection.
	 * @param writer writes them
	 * @param credit the credit, which only requests take
	 */
	RequestFrames(FrameWriter writer, Credit credit) {
		this.writer = writer;
		this.credit = credit;
	}

	/**
	 * Notes whether the other end answers requests.
	 */
	void answersRequests(boolean answers) {
		this.answersRequests = answers;
	}

	// --- in, after flags and extensions

	/**
	 * Reads the number of a request of the other end.
	 * @throws SessionException if it does not grow
	 */
	long numberOfRequest(ByteBuf frame) {
		long number = number(FrameKind.REQUEST, frame);
		if (number <= this.lastReceived) {
			throw protocol(FrameKind.REQUEST, number, "more than the last one, " + this.lastReceived);
		}
		this.lastReceived = number;
		return number;
	}

	/**
	 * Reads the number of a request of this end from its reply.
	 * @throws SessionException if there was no such request
	 */
	long numberOfReply(ByteBuf frame) {
		return used(FrameKind.REPLY, number(FrameKind.REPLY, frame), this.lastSent);
	}

	private static long number(FrameKind kind, ByteBuf frame) {
		if (frame.readableBytes() < Long.BYTES) {
			throw new SessionException(Fault.PROTOCOL, "frame " + kind + ": no number (expected: 8 bytes)");
		}
		return frame.readLongLE();
	}

	private static long used(FrameKind kind, long number, long last) {
		if (number <= 0 || number > last) {
			throw protocol(kind, number, "at most the last one, " + last);
		}
		return number;
	}

	private static SessionException protocol(FrameKind kind, long number, String expected) {
		return new SessionException(Fault.PROTOCOL,
				"frame " + kind + ": number " + number + " (expected: " + expected + ")");
	}

	void requested(long number, ByteBuf request) {
		if (this.listener != null) {
			this.listener.requested(number, request);
		}
	}

	void requested(long number, ByteBuf request, ByteBuf extensions) {
		if (this.listener != null) {
			this.listener.requested(number, request, extensions);
		}
	}

	/**
	 * Hands a reply on.
	 * @return whether its request was open
	 */
	boolean replied(long number, ByteBuf reply) {
		return this.listener != null && this.listener.replied(number, reply);
	}

	void failed(PayloadReader in) {
		long number = used(FrameKind.ERROR, in.readLong(), this.lastSent);
		RequestFailure failure = RequestFailure.of(in.readUnsignedByte());
		String words = Printable.cut(new String(in.readRaw(in.readUnsignedShort()), StandardCharsets.UTF_8), MAX_WORDS);
		if (this.listener != null) {
			this.listener.failed(number, failure, words);
		}
	}

	void cancelled(PayloadReader in) {
		long number = used(FrameKind.CANCEL, in.readLong(), this.lastReceived);
		if (this.listener != null) {
			this.listener.cancelled(number);
		}
	}

	// --- out

	@Override
	public boolean answersRequests() {
		return this.answersRequests;
	}

	@Override
	public void listen(RequestListener with) {
		this.listener = with;
	}

	@Override
	public long encodeRequest(byte[] request, byte[] extensions, ByteBuf out) {
		this.credit.sent(request.length);
		this.lastSent++;
		this.writer.numbered(FrameKind.REQUEST, extensions, this.lastSent, request, out);
		return this.lastSent;
	}

	@Override
	public void encodeReply(long number, byte[] reply, ByteBuf out) {
		this.writer.numbered(FrameKind.REPLY, NOTHING, number, reply, out);
	}

	@Override
	public void encodeFailure(long number, RequestFailure failure, String words, ByteBuf out) {
		byte[] text = words.getBytes(StandardCharsets.UTF_8);
		PayloadWriter body = new PayloadWriter();
		body.writeByte(failure.number());
		body.writeShort(text.length);
		body.writeRaw(text, 0, text.length);
		this.writer.numbered(FrameKind.ERROR, NOTHING, number, body.toBytes(), out);
	}

	@Override
	public void encodeCancel(long number, ByteBuf out) {
		this.writer.numbered(FrameKind.CANCEL, NOTHING, number, NOTHING, out);
	}

}
