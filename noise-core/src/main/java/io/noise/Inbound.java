package io.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.noise.ReadGate.Reason;
import io.noise.payload.PayloadReader;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on one connection: frames become messages, and messages find whoever
 * wants them. Frames are decoded on the event loop; what is not taken stays in the inbox
 * up to a bound, beyond which the connection is not read.
 */
final class Inbound {

	/** How much must be taken before it is worth telling the session, at most. */
	private static final int MAX_CREDIT_STEP_BYTES = 64 << 10;

	/** That much of the window at most, lest the other end waits for what is untold. */
	private static final int CREDIT_STEPS = 8;

	private static final int SCRATCH_BYTES = 64 << 10;

	/** Frames lie in direct memory, payloads are read from arrays. */
	private static final FastThreadLocal<byte[]> scratch = new FastThreadLocal<>() {

		@Override
		protected byte[] initialValue() {
			return new byte[SCRATCH_BYTES];
		}

	};

	private final RemoteTypes remoteTypes;

	private final Interceptors interceptors;

	private final Inbox inbox;

	private final ReadGate gate;

	private final Executor loop;

	/** Beyond this much reading pauses, until half of it is free again. */
	private final int maxHeldBytes;

	private final List<Lock> locks = new CopyOnWriteArrayList<>();

	/**
	 * What is here and was not taken; where there is credit, what was taken and the
	 * session was not told of.
	 */
	private final AtomicLong held = new AtomicLong();

	private volatile int creditStepBytes;

	/** Present where credit bounds what comes, so that reading need not stop for it. */
	private volatile @Nullable SessionLink credited;

	/** As the Go original does, which does not look at text. */
	private final boolean toleratesMalformedText;

	private volatile boolean overfull;

	private final AtomicBoolean opening = new AtomicBoolean();

	private List<Received> arrived = new ArrayList<>();

	private volatile boolean settingUp;

	Inbound(RemoteTypes remoteTypes, Interceptors interceptors, Inbox inbox, ReadGate gate, Executor loop,
			int maxHeldBytes) {
		this.remoteTypes = remoteTypes;
		this.toleratesMalformedText = !remoteTypes.areNamed();
		this.interceptors = interceptors;
		this.inbox = inbox;
		this.gate = gate;
		this.loop = loop;
		this.maxHeldBytes = maxHeldBytes;
	}

	// --- on the event loop

	/**
	 * Takes one frame.
	 * @return false if it is the empty message, with which the original ends a connection
	 * @throws RefusedException if it is no message; the connection cannot go on
	 */
	boolean frame(ByteBuf body) {
		if (this.gate.isClosed(Reason.LOCK) || this.gate.isClosed(Reason.SETUP)) {
			// The connection has ended, and nobody is left who could read what came
			// behind the lock.
			return true;
		}
		int cost = SessionLimits.cost(body.readableBytes());
		Slice bytes = bytes(body);
		PayloadReader in = PayloadReader.of(bytes.array, bytes.offset, bytes.length);
		if (this.toleratesMalformedText) {
			in.replacingMalformedText();
		}
		intercept(() -> this.interceptors.decodeHeader(in));
		int start = bytes.end() - in.remaining();
		if (in.remaining() == 0) {
			throw new RefusedException(DisconnectReason.DECODE, "frame: empty (expected: an opcode)", null);
		}
		int opcode = in.readUnsignedByte();
		if (opcode == 0) {
			return false;
		}
		MessageType<?> type = type(opcode);
		Received received = new Received(type, decode(type, in), cost);
		if (this.interceptors.readsFooters()) {
			int end = bytes.end() - in.remaining();
			byte[] message = Arrays.copyOfRange(bytes.array, start, end);
			intercept(() -> this.interceptors.decodeFooter(message, in));
		}
		keep(received);
		intercept(this.interceptors::afterReceived);
		return true;
	}

	/** The body as an array: the frame's own, where it has one and nothing changes it. */
	private Slice bytes(ByteBuf body) {
		int length = body.readableBytes();
		if (this.interceptors.changesReceived()) {
			return opened(body, length);
		}
		if (body.hasArray()) {
			return new Slice(body.array(), body.arrayOffset() + body.readerIndex(), length);
		}
		byte[] copy = (length <= SCRATCH_BYTES) ? scratch.get() : new byte[length];
		body.getBytes(body.readerIndex(), copy, 0, length);
		return new Slice(copy, 0, length);
	}

	private Slice opened(ByteBuf body, int length) {
		byte[] sealed = new byte[length];
		body.getBytes(body.readerIndex(), sealed);
		try {
			return Slice.of(this.interceptors.beforeReceived(sealed));
		}
		catch (Throwable ex) {
			throw refused(ex);
		}
	}

	private MessageType<?> type(int opcode) {
		MessageType<?> type = this.remoteTypes.byOpcode(opcode);
		if (type == null && this.remoteTypes.isReserved(opcode)) {
			throw new RefusedException(DisconnectReason.PROTOCOL,
					"opcode " + opcode
							+ ": of the session's handshake, which is over (expected: an opcode of the application)",
					null);
		}
		if (type == null) {
			throw new RefusedException(DisconnectReason.DECODE, "opcode " + this.remoteTypes.describe(opcode)
					+ ": not registered (expected: one of " + this.remoteTypes.known() + ")", null);
		}
		return type;
	}

	private static Object decode(MessageType<?> type, PayloadReader in) {
		try {
			return Objects.requireNonNull(type.codec().decode(in), "the codec gave null");
		}
		catch (Throwable ex) {
			throw new RefusedException(DisconnectReason.DECODE, "message " + type + ": " + ex.getMessage(), ex);
		}
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

	private static RefusedException refused(Throwable ex) {
		return new RefusedException(DisconnectReason.PROTOCOL, "frame: refused by an interceptor: " + ex, ex);
	}

	/**
	 * Remembers a message until the end of this read, so that the inbox is handed whole
	 * batches; where reading must stop at this very frame, no longer.
	 */
	private void keep(Received received) {
		this.arrived.add(received);
		if (this.credited == null && this.held.addAndGet(received.cost()) > this.maxHeldBytes) {
			flush();
			closeIfOverfull();
		}
		if (isLocked(received.type().opcode())) {
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
			List<Received> batch = this.arrived;
			this.arrived = new ArrayList<>(batch.size());
			this.inbox.put(batch);
		}
	}

	private void closeIfOverfull() {
		this.overfull = true;
		this.gate.close(Reason.BACKLOG);
		this.inbox.tellUnclaimed();
		// What freed room before the line above was reached opens nothing.
		openIfThereIsRoom();
	}

	private void openIfThereIsRoom() {
		if (this.held.get() <= this.maxHeldBytes / 2) {
			this.overfull = false;
			this.gate.open(Reason.BACKLOG);
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

	private boolean isLocked(int opcode) {
		boolean locked = false;
		for (Lock lock : this.locks) {
			lock.fired |= lock.opcode == opcode;
			locked |= lock.fired;
		}
		return locked;
	}

	/**
	 * Begins, before the first frame.
	 */
	void begin(SessionLink link, int windowBytes) {
		this.creditStepBytes = Math.min(MAX_CREDIT_STEP_BYTES, windowBytes / CREDIT_STEPS);
		this.credited = link.limitsByCredit() ? link : null;
	}

	/**
	 * From now on frames are pulled, one a call of {@link #ask}.
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
	 * Messages were taken from the inbox.
	 */
	void freed(int bytes) {
		SessionLink link = this.credited;
		if (link != null) {
			giveCredit(link, bytes);
			return;
		}
		long now = this.held.addAndGet(-bytes);
		if (this.overfull && now <= this.maxHeldBytes / 2 && this.opening.compareAndSet(false, true)) {
			onLoop(() -> {
				this.opening.set(false);
				openIfThereIsRoom();
			});
		}
	}

	/** Collected, so that the event loop is troubled only now and then. */
	private void giveCredit(SessionLink link, int bytes) {
		if (this.held.addAndGet(bytes) > this.creditStepBytes && this.opening.compareAndSet(false, true)) {
			onLoop(() -> {
				this.opening.set(false);
				link.taken(this.held.getAndSet(0));
			});
		}
	}

	/**
	 * Asks for the next message of a type, and lets it come.
	 */
	CompletableFuture<Object> ask(int opcode) {
		CompletableFuture<Object> answer = this.inbox.ask(opcode);
		if (this.settingUp && !answer.isDone()) {
			onLoop(this::openIfAsked);
		}
		return answer;
	}

	/**
	 * Asks no more.
	 * @return false if there was an answer meanwhile
	 */
	boolean cancel(int opcode, CompletableFuture<Object> answer) {
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
		Lock lock = new Lock(opcode);
		this.locks.add(lock);
		return lock;
	}

	/** Does nothing once the node is closed: there is no more to read. */
	private void onLoop(Runnable task) {
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			this.overfull = false;
		}
	}

	/** One who waits for a frame to stop at. */
	private final class Lock implements Registration {

		private final int opcode;

		/** Whether the frame has come. The event loop's alone. */
		private boolean fired;

		Lock(int opcode) {
			this.opcode = opcode;
		}

		@Override
		public void close() {
			onLoop(() -> {
				Inbound.this.locks.remove(this);
				if (Inbound.this.locks.stream().noneMatch((other) -> other.fired)) {
					Inbound.this.gate.open(Reason.LOCK);
				}
			});
		}

	}

	/** Part of an array. */
	private static final class Slice {

		private final byte[] array;

		private final int offset;

		private final int length;

		Slice(byte[] array, int offset, int length) {
			this.array = array;
			this.offset = offset;
			this.length = length;
		}

		static Slice of(byte[] array) {
			return new Slice(array, 0, array.length);
		}

		int end() {
			return this.offset + this.length;
		}

	}

}
