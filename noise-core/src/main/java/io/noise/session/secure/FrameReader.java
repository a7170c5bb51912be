package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.Printable;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionListener;
import io.noise.session.channel.TypeEntry;
import io.noise.wire.FrameReceiver;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of the other end: see {@link FrameKind}. Hands on messages in their
 * order, within the credit that was given; answers pings. The event loop's alone.
 */
final class FrameReader implements FrameReceiver {

	private final SessionLimits limits;

	private final SessionListener listener;

	private final FrameWriter writer;

	private final Credit credit;

	private final Pings pings;

	private final Consumer<Accept> accepted;

	private final TypeTable types = new TypeTable();

	private final HeldMessages held = new HeldMessages();

	private final RequestFrames requests;

	private boolean heardAccept;

	/** ACCEPT, until its SHAPES has come. */
	private @Nullable Accept incomplete;

	private int shapesBytes;

	private boolean ended;

	private long messageBytes;

	private long reportedBytes;

	/** The number of PINGs that came with this read. */
	private int pingsRead;

	/** The last of them, where they were too many. */
	private @Nullable Long unanswered;

	/** The body of ACCEPT, and that of the SHAPES after it. */
	@SuppressWarnings("ArrayRecordComponent") // not compared
	record Accept(long maxMessageBytes, long credit, List<TypeEntry> types, boolean keptUp, byte[] shapes) {

		Accept with(byte[] told) {
			return new Accept(this.maxMessageBytes, this.credit, this.types, this.keptUp, told);
		}

	}

	/**
	 * A reader for one connection.
	 * @param limits the limits of this end
	 * @param listener told of messages, types and the end
	 * @param writer writes the answers to pings
	 * @param credit the account of what each end may send
	 * @param pings told of the answers to this end's own
	 * @param accepted told of the first frame
	 */
	FrameReader(SessionLimits limits, SessionListener listener, FrameWriter writer, Credit credit, Pings pings,
			Consumer<Accept> accepted) {
		this.limits = limits;
		this.listener = listener;
		this.writer = writer;
		this.credit = credit;
		this.pings = pings;
		this.accepted = accepted;
		this.requests = new RequestFrames(writer, credit);
	}

	/**
	 * The longest frame that may come.
	 */
	static int maxFrameBytes(SessionLimits limits) {
		long message = limits.maxMessageBytes() + (2L + 2 + FrameExtensions.MAX_BYTES + Long.BYTES);
		return Math.max((int) Math.min(message, Integer.MAX_VALUE), 1 + 2 * Integer.BYTES + TypeTable.MAX_BYTES + 1);
	}

	/** Whether the other end has accepted this one. */
	boolean hasHeardAccept() {
		return this.heardAccept;
	}

	/** Reads no further, whatever comes. */
	void end() {
		this.ended = true;
	}

	/** Whether the other end has sent its last frame, or nothing more is read. */
	boolean hasEnded() {
		return this.ended;
	}

	/** Returns the requests of the connection. */
	RequestFrames requests() {
		return this.requests;
	}

	/** The bytes of the messages that have come, with their flags and extensions. */
	long messageBytes() {
		return this.messageBytes;
	}

	/** The bytes that have reached the other end, as it says. */
	long reportedBytes() {
		return this.reportedBytes;
	}

	/** Holds messages back; other frames pass. */
	void pause() {
		this.held.pause();
	}

	/** Hands on the messages that were held back, and those that come. */
	void resume() {
		this.held.resume();
	}

	/** Runs an action after the messages that have come. */
	void afterMessages(Runnable action) {
		this.held.after(action);
	}

	@Override
	public void frame(ByteBuf frame) {
		if (this.ended) {
			return;
		}
		if (!frame.isReadable()) {
			throw protocol("frame: empty (expected: a kind)");
		}
		FrameKind kind = FrameKind.of(frame.readUnsignedByte());
		if (this.heardAccept && content(kind, frame)) {
			return;
		}
		try {
			control(kind, PayloadReader.of(ByteBufUtil.getBytes(frame)));
		}
		catch (PayloadException ex) {
			throw protocol("frame " + kind + ": " + ex.getMessage());
		}
	}

	/**
	 * Handles a frame with a message in it; of others, it skips flags and extensions.
	 * @return false if it is one of the others
	 */
	private boolean content(FrameKind kind, ByteBuf frame) {
		switch (kind) {
			case MESSAGE -> message(frame);
			case REQUEST -> request(frame);
			case REPLY -> reply(frame);
			case ERROR, CANCEL -> {
				FrameExtensions.read(kind, frame);
				return false;
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private void message(ByteBuf frame) {
		this.messageBytes += frame.readableBytes();
		ByteBuf extensions = FrameExtensions.read(FrameKind.MESSAGE, frame);
		this.credit.received(length(frame));
		if (extensions == null || this.held.isHolding()) {
			// Credit, which bounds what is held, does not count extensions.
			this.held.add(frame, this.listener);
		}
		else {
			this.listener.extendedFrame(frame, extensions);
		}
	}

	private void request(ByteBuf frame) {
		this.messageBytes += frame.readableBytes();
		ByteBuf extensions = FrameExtensions.read(FrameKind.REQUEST, frame);
		long number = this.requests.numberOfRequest(frame);
		this.credit.received(length(frame));
		if (extensions == null || this.held.isHolding()) {
			this.held.add(frame, (request) -> this.requests.requested(number, request));
		}
		else {
			this.requests.requested(number, frame, extensions);
		}
	}

	/** Hands a reply on at once, even while messages are held back. */
	private void reply(ByteBuf frame) {
		int bytes = frame.readableBytes();
		FrameExtensions.read(FrameKind.REPLY, frame);
		long number = this.requests.numberOfReply(frame);
		length(frame);
		if (this.requests.replied(number, frame)) {
			this.messageBytes += bytes;
		}
	}

	private int length(ByteBuf message) {
		int bytes = message.readableBytes();
		if (bytes > this.limits.maxMessageBytes()) {
			throw new SessionException(Fault.TOO_LONG,
					"message: " + bytes + " bytes (expected: at most " + this.limits.maxMessageBytes() + ")");
		}
		return bytes;
	}

	private void control(FrameKind kind, PayloadReader in) {
		checkOrder(kind);
		switch (kind) {
			case ACCEPT -> accept(in);
			case SHAPES -> shapes(in.readRemaining());
			case TYPES -> announced(this.types.read(in));
			case PING -> answer(in.readLong());
			case PONG -> this.pings.answered(in.readLong());
			case CREDIT -> credited(in.readUnsignedInt());
			case RECEIVED -> this.reportedBytes = Math.max(this.reportedBytes, in.readLong());
			case ERROR -> this.requests.failed(in);
			case CANCEL -> this.requests.cancelled(in);
			case CLOSE -> closed(CloseCode.of(in.readUnsignedByte()), words(in));
			default -> {
				// Of a later version.
			}
		}
	}

	private void checkOrder(FrameKind kind) {
		FrameKind first = (this.incomplete != null) ? FrameKind.SHAPES : FrameKind.ACCEPT;
		if (!this.heardAccept && kind != first && kind != FrameKind.CLOSE) {
			throw protocol("frame " + kind + ": before " + first);
		}
		if (this.heardAccept && kind == FrameKind.ACCEPT) {
			throw protocol("frame " + kind + ": a second time");
		}
	}

	private void accept(PayloadReader in) {
		long maxMessageBytes = in.readUnsignedInt();
		long given = in.readUnsignedInt();
		List<TypeEntry> known = this.types.read(in);
		int flags = (in.remaining() > 0) ? in.readUnsignedByte() : 0;
		this.requests.answersRequests((flags & FrameWriter.ANSWERS_REQUESTS) != 0);
		Accept accept = new Accept(maxMessageBytes, given, known, (flags & FrameWriter.KEPT_UP) != 0, new byte[0]);
		if ((flags & FrameWriter.TELLS_SHAPES) != 0) {
			this.incomplete = accept;
		}
		else {
			accepted(accept);
		}
	}

	private void accepted(Accept accept) {
		this.heardAccept = true;
		this.accepted.accept(accept);
	}

	private void shapes(byte[] told) {
		this.shapesBytes += told.length;
		if (told.length == 0 || this.shapesBytes > FrameWriter.MAX_SHAPES_BYTES) {
			throw protocol("frame SHAPES: " + this.shapesBytes + " bytes (expected: 1 to "
					+ FrameWriter.MAX_SHAPES_BYTES + ", all such frames together)");
		}
		Accept accept = this.incomplete;
		if (accept != null) {
			this.incomplete = null;
			accepted(accept.with(told));
		}
		else {
			this.listener.shapesTold(told);
		}
	}

	/**
	 * Demands at least one type each time, so that there are no more such frames than
	 * opcodes.
	 */
	private void announced(List<TypeEntry> added) {
		if (added.isEmpty()) {
			throw protocol("frame TYPES: no types (expected: at least one)");
		}
		this.listener.announced(added);
	}

	private void credited(long more) {
		this.credit.given(more);
		this.listener.creditGiven();
	}

	/** Gives few answers to many questions of one read, one of them to the last. */
	private void answer(long ping) {
		this.pingsRead++;
		if (this.pingsRead < FrameWriter.MAX_PONGS) {
			this.writer.pong(ping);
		}
		else {
			this.unanswered = ping;
		}
	}

	/** Answers the last question of a read that had too many. */
	void readComplete() {
		this.pingsRead = 0;
		Long ping = this.unanswered;
		if (ping != null) {
			this.unanswered = null;
			this.writer.pong(ping);
		}
	}

	private static String words(PayloadReader in) {
		return Printable.cut(new String(in.readRaw(in.readUnsignedByte()), StandardCharsets.UTF_8),
				FrameWriter.MAX_WORDS);
	}

	private void closed(CloseCode code, String words) {
		this.ended = true;
		if (!this.heardAccept) {
			throw new SessionException(refusedBy(code),
					"the other side refused this node, " + code + (words.isEmpty() ? "" : ": " + words));
		}
		this.held.after(() -> this.listener.closedByOther(code, words));
	}

	private static Fault refusedBy(CloseCode code) {
		return switch (code) {
			case LIMIT -> Fault.REFUSED_BY_LIMIT;
			case DUPLICATE -> Fault.REFUSED_AS_DUPLICATE;
			default -> Fault.REFUSED;
		};
	}

	private static SessionException protocol(String message) {
		return new SessionException(Fault.PROTOCOL, message);
	}

}
