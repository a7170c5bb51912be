package io.noise.engine;

import java.util.Arrays;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.noise.DisconnectReason;
import io.noise.message.DisconnectException;
import io.noise.message.InterceptorChain;
import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import io.noise.message.RemoteTypes;
import io.noise.payload.PayloadReader;
import io.noise.queue.Inbox;
import io.noise.queue.ReceiveFlow;
import io.noise.session.channel.SessionLimits;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of the frames of one connection, and brings them to the inbox. Frames
 * are judged here, on the event loop; payloads are decoded by the thread that takes them.
 */
final class ConversationInbound {

	private final ConversationCarrier carrier;

	private final RemoteTypes remoteTypes;

	private final InterceptorChain interceptors;

	private final ReceiveFlow flow;

	private final Inbox inbox;

	/** As the Go original does, which does not look at text. */
	private final boolean toleratesMalformedText;

	/** Whether a frame came that is no message. */
	private boolean ended;

	/**
	 * Makes it.
	 * @param carrier closed where a frame is no message
	 * @param remoteTypes the types of the other end
	 * @param interceptors those of the peer
	 * @param flow takes the messages, and brings them to the inbox
	 * @param inbox tells whether messages are being handled
	 */
	ConversationInbound(ConversationCarrier carrier, RemoteTypes remoteTypes, InterceptorChain interceptors,
			ReceiveFlow flow, Inbox inbox) {
		this.carrier = carrier;
		this.remoteTypes = remoteTypes;
		this.toleratesMalformedText = !remoteTypes.areNamed();
		this.interceptors = interceptors;
		this.flow = flow;
		this.inbox = inbox;
	}

	/**
	 * Takes the frame of a message.
	 * @param extensions what came with it; null for nothing
	 * @throws DisconnectException if it is none; the connection cannot go on
	 */
	void frame(ByteBuf body, @Nullable ByteBuf extensions) {
		if (!takes()) {
			return;
		}
		try {
			ReceivedMessage received = read(body, ReceivedMessage::new);
			if (received == null) {
				// The empty message, with which the original ends a connection.
				this.carrier.close(DisconnectReason.REMOTE);
				return;
			}
			keep(received, extensions);
			this.flow.add(received);
			intercept(this.interceptors::afterReceived);
		}
		catch (DisconnectException ex) {
			refuse(ex);
		}
	}

	private void keep(ReceivedMessage received, @Nullable ByteBuf extensions) {
		if (extensions != null) {
			this.carrier.traces().keep(received, extensions, this.inbox::size);
		}
	}

	/**
	 * Takes the frame of a request.
	 * @param number the number that the other end gave it
	 * @param extensions what came with it; null for nothing
	 * @param opens whether it is to be handled; if not, its cost is still to be freed
	 * @throws DisconnectException if it is no message; the connection cannot go on
	 */
	void request(long number, ByteBuf body, @Nullable ByteBuf extensions, Predicate<RequestReceived> opens) {
		if (!takes()) {
			return;
		}
		try {
			RequestReceived received = read(body,
					(type, bytes, cost) -> new RequestReceived(number, type, bytes, cost));
			if (received == null) {
				return;
			}
			if (opens.test(received)) {
				keep(received, extensions);
				this.flow.add(received);
			}
			intercept(this.interceptors::afterReceived);
		}
		catch (DisconnectException ex) {
			refuse(ex);
		}
	}

	/** Whether a frame that has come is looked at. */
	private boolean takes() {
		if (this.carrier.isClosing() || this.ended) {
			return false;
		}
		this.carrier.traffic().messageReceived();
		return !this.flow.isStopped();
	}

	/**
	 * Refuses a frame that is no message: no other is looked at, and the connection ends.
	 * What came before it and has a handler is handled first, as the Go original does, if
	 * that is soon done.
	 */
	private void refuse(DisconnectException why) {
		this.flow.flush();
		this.ended = true;
		if (why.reason() != DisconnectReason.DECODE || this.flow.isSettingUp() || !this.inbox.isHandling()) {
			// By the session, which may know more about it.
			throw why;
		}
		this.carrier.failSoon(why);
	}

	/**
	 * Frees the cost of a request that is not handled.
	 */
	void freed(int cost) {
		this.flow.freed(cost);
	}

	/**
	 * Reads the message of a reply.
	 * @throws DisconnectException if it is no message
	 */
	@Nullable ReceivedMessage reply(ByteBuf body) {
		ReceivedMessage received = read(body, ReceivedMessage::new);
		intercept(this.interceptors::afterReceived);
		return received;
	}

	/** Creates the message of a frame. */
	@FunctionalInterface
	private interface Content<M extends ReceivedMessage> {

		M create(MessageType<?> type, byte[] bytes, int cost);

	}

	/**
	 * Reads the message of a frame.
	 * @return null if it is the empty message of the original
	 */
	private <M extends ReceivedMessage> @Nullable M read(ByteBuf body, Content<M> content) {
		int cost = SessionLimits.cost(body.readableBytes());
		byte[] bytes = bytes(body);
		PayloadReader in = PayloadReader.of(bytes);
		if (this.toleratesMalformedText) {
			in.replacingMalformedText();
		}
		intercept(() -> this.interceptors.decodeHeader(in));
		int start = in.offset();
		if (in.remaining() == 0) {
			throw new DisconnectException(DisconnectReason.DECODE, "frame: empty (expected: an opcode)", null);
		}
		int opcode = in.readUnsignedByte();
		if (opcode == 0 && this.toleratesMalformedText) {
			return null;
		}
		MessageType<?> type = type(opcode);
		int end = this.interceptors.readsFooters() ? decodeFooter(type, bytes, start, in) : bytes.length;
		boolean whole = start == 0 && end == bytes.length;
		this.carrier.traffic().received(type.opcode());
		return content.create(type, whole ? bytes : Arrays.copyOfRange(bytes, start, end), cost);
	}

	/**
	 * Decodes the payload as well: nothing else tells where it ends. The message is kept
	 * as bytes all the same, which are bounded.
	 * @return where the footer begins
	 */
	private int decodeFooter(MessageType<?> type, byte[] bytes, int start, PayloadReader in) {
		ReceivedMessage.decode(type, in);
		int end = in.offset();
		byte[] message = Arrays.copyOfRange(bytes, start, end);
		intercept(() -> this.interceptors.decodeFooter(message, in));
		return end;
	}

	/**
	 * A copy of the body, as it was before the other end sealed it. The frame's own
	 * memory is not kept, nor is an array of an interceptor's.
	 */
	private byte[] bytes(ByteBuf body) {
		byte[] bytes = ByteBufUtil.getBytes(body);
		if (!this.interceptors.changesReceived()) {
			return bytes;
		}
		try {
			return this.interceptors.beforeReceived(bytes).clone();
		}
		catch (Throwable ex) {
			throw refused(ex);
		}
	}

	private MessageType<?> type(int opcode) {
		MessageType<?> type = this.remoteTypes.byOpcode(opcode);
		if (type == null && this.remoteTypes.isReserved(opcode)) {
			throw new DisconnectException(DisconnectReason.PROTOCOL,
					"opcode " + opcode
							+ ": of the session's handshake, which is over (expected: an opcode of the application)",
					null);
		}
		if (type == null) {
			throw new DisconnectException(DisconnectReason.DECODE, "opcode " + this.remoteTypes.describe(opcode)
					+ ": not registered (expected: one of " + this.remoteTypes.known() + ")", null);
		}
		return type;
	}

	/** One interceptor's work. */
	@FunctionalInterface
	private interface Interception {

		void run() throws Exception;

	}

	private static void intercept(Interception interception) {
		try {
			interception.run();
		}
		catch (Throwable ex) {
			throw refused(ex);
		}
	}

	private static DisconnectException refused(Throwable ex) {
		return new DisconnectException(DisconnectReason.PROTOCOL, "frame: refused by an interceptor: " + ex, ex);
	}

}
