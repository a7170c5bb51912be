package io.noise.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.noise.DisconnectReason;
import io.noise.Registration;
import io.noise.message.DisconnectException;
import io.noise.message.InterceptorChain;
import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import io.noise.message.RemoteTypes;
import io.noise.payload.PayloadReader;
import io.noise.queue.Inbox;
import io.noise.queue.ReadGate;
import io.noise.queue.ReadGate.Reason;
import io.noise.queue.ReceiveLocks;
import io.noise.queue.ReceiveWindow;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages of the frames of one connection, and brings them to the inbox. Frames
 * are judged on the event loop; payloads are decoded by the thread that takes them. The
 * inbox keeps the others up to a bound, beyond which the connection is not read.
 */
final class ConversationInbound {

	private static final Logger logger = LoggerFactory.getLogger(ConversationInbound.class);

	private final RemoteTypes remoteTypes;

	private final InterceptorChain interceptors;

	private final Inbox inbox;

	private final ReadGate gate;

	private final Executor loop;

	private final ReceiveWindow window;

	private final ReceiveLocks locks;

	/** As the Go original does, which does not look at text. */
	private final boolean toleratesMalformedText;

	private List<ReceivedMessage> arrived = new ArrayList<>();

	private volatile boolean settingUp;

	/** Whether a frame came that is no message. The event loop's. */
	private boolean ended;

	ConversationInbound(RemoteTypes remoteTypes, InterceptorChain interceptors, Inbox inbox, ReadGate gate,
			int maxHeldBytes, Executor loop) {
		this.remoteTypes = remoteTypes;
		this.toleratesMalformedText = !remoteTypes.areNamed();
		this.interceptors = interceptors;
		this.inbox = inbox;
		this.gate = gate;
		this.loop = loop;
		this.window = new ReceiveWindow(gate, maxHeldBytes, this::onLoop);
		this.locks = new ReceiveLocks(this::onLoop, () -> gate.open(Reason.LOCK));
	}

	// --- on the event loop

	/**
	 * Takes one frame.
	 * @return false if it is the empty message, with which the original ends a connection
	 * @throws RefusedException if it is no message; the connection cannot go on
	 */
	boolean frame(ByteBuf body) {
		if (isUnreadable()) {
			return true;
		}
		ReceivedMessage received = read(body, ReceivedMessage::new);
		if (received == null) {
			return false;
		}
		keep(received);
		intercept(this.interceptors::afterReceived);
		return true;
	}

	/**
	 * Takes the frame of a request.
	 * @param content creates the request
	 * @param opens whether it is to be handled; if not, its cost is still to be freed
	 * @throws DisconnectException if it is no message; the connection cannot go on
	 */
	void request(ByteBuf body, Content content, Predicate<ReceivedMessage> opens) {
		ReceivedMessage received = isUnreadable() ? null : read(body, content);
		if (received == null) {
			return;
		}
		if (opens.test(received)) {
			keep(received);
		}
		intercept(this.interceptors::afterReceived);
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

	/**
	 * Whether the connection has ended, and nobody is left who could read what came after
	 * a lock.
	 */
	private boolean isUnreadable() {
		return this.gate.isClosed(Reason.LOCK) || this.gate.isClosed(Reason.SETUP);
	}

	/** Creates the message of a frame. */
	@FunctionalInterface
	interface Content {

		ReceivedMessage create(MessageType<?> type, byte[] bytes, int cost);

	}

	/**
	 * Reads the message of a frame.
	 * @return null if it is the empty message of the original
	 */
	private @Nullable ReceivedMessage read(ByteBuf body, Content content) {
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

	/**
	 * Remembers a message until the end of this read, so that the inbox is handed whole
	 * batches; where reading must stop at this very frame, no longer.
	 */
	private void keep(ReceivedMessage received) {
		this.arrived.add(received);
		if (this.window.add(received.cost())) {
			flush();
			this.window.pause();
			this.inbox.tellUnclaimed();
		}
		if (this.locks.stopsBehind(received.type().opcode())) {
			this.gate.close(Reason.LOCK);
			flush();
		}
		if (this.settingUp) {
			flush();
			closeUnlessAsked();
		}
	}

	/**
	 * Hands over what has come with one read.
	 */
	void flush() {
		if (!this.arrived.isEmpty()) {
			List<ReceivedMessage> batch = this.arrived;
			this.arrived = new ArrayList<>(batch.size());
			this.inbox.put(batch);
		}
	}

	private void closeUnlessAsked() {
		if (this.settingUp && !this.inbox.isAsked()) {
			this.gate.close(Reason.SETUP);
		}
	}

	private void openIfAsked() {
		if (!this.settingUp || this.inbox.isAsked()) {
			this.gate.open(Reason.SETUP);
		}
	}

	/**
	 * Ends: what came until now is handed over, and no frame is looked at any more.
	 */
	void end() {
		flush();
		this.ended = true;
	}

	boolean hasEnded() {
		return this.ended;
	}

	boolean isSettingUp() {
		return this.settingUp;
	}

	/**
	 * Begins, before the first frame.
	 */
	void begin(SessionLink link) {
		this.window.begin(link);
	}

	/**
	 * Pulls frames from now on, one a call of {@link #ask}.
	 */
	void beginSetup() {
		this.settingUp = true;
		this.gate.close(Reason.SETUP);
	}

	// --- from any thread

	/**
	 * Frames flow again, if there was a setup.
	 */
	void endSetup() {
		if (this.settingUp) {
			onLoop(() -> {
				this.settingUp = false;
				this.gate.open(Reason.SETUP);
			});
		}
	}

	/**
	 * Decodes a message that was taken, on the thread that has taken it.
	 * @throws RefusedException if it cannot be decoded; the connection cannot go on
	 */
	Object decode(ReceivedMessage received) {
		return received.decode(this.toleratesMalformedText);
	}

	/**
	 * Messages were taken from the inbox.
	 */
	void freed(int bytes) {
		this.window.taken(bytes);
	}

	/**
	 * Asks for the next message of a type, and lets it come.
	 */
	CompletableFuture<ReceivedMessage> ask(int opcode) {
		CompletableFuture<ReceivedMessage> answer = this.inbox.ask(opcode);
		if (this.settingUp && !answer.isDone()) {
			onLoop(this::openIfAsked);
		}
		return answer;
	}

	/**
	 * Asks no more.
	 * @return false if there was an answer meanwhile
	 */
	boolean cancel(int opcode, CompletableFuture<ReceivedMessage> answer) {
		boolean cancelled = this.inbox.cancel(opcode, answer);
		if (this.settingUp) {
			onLoop(this::closeUnlessAsked);
		}
		return cancelled;
	}

	/**
	 * Stops reading behind the next frame with an opcode, until the lock is opened.
	 */
	Registration lock(int opcode) {
		return this.locks.add(opcode);
	}

	/** Does nothing once the node is closed: there is no more to read. */
	private void onLoop(Runnable task) {
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("the node is closed, there is no more to read");
		}
	}

}
