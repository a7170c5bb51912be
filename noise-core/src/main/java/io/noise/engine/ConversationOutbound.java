package io.noise.engine;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.noise.DisconnectReason;
import io.noise.NoiseException;
import io.noise.NotSentException;
import io.noise.Refusal;
import io.noise.UnknownOutcomeException;
import io.noise.concurrent.Dependents;
import io.noise.message.DisconnectException;
import io.noise.message.EncodedMessage;
import io.noise.message.InterceptorChain;
import io.noise.message.RemoteTypes;
import io.noise.queue.ByteBudget;
import io.noise.queue.Completions;
import io.noise.queue.Outbox;
import io.noise.queue.QueuedMessage;
import io.noise.session.channel.SessionLink;
import io.noise.wire.WriteProgress;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one connection: they are encoded on the sending thread and queued
 * within a bound; the event loop makes frames of them.
 */
final class ConversationOutbound implements Outbox.Encoder {

	private static final int TYPES_BYTES = 256;

	private static final String INTERRUPTED = "send: interrupted while waiting";

	private final InterceptorChain interceptors;

	private final Connection connection;

	private final RemoteTypes remoteTypes;

	private final ConversationSettings settings;

	private final NodeReports reports;

	private final Dependents dependents;

	/** The words of the log for a message that is refused. */
	private final String anyMessage;

	private final ByteBudget budget;

	private volatile int maxMessageBytes;

	/** Present from the beginning of the peer on. The event loop's alone. */
	private @Nullable SessionLink link;

	private int announcedVersion;

	private final WriteProgress progress;

	private final Channel channel;

	private final Outbox outbox;

	ConversationOutbound(Connection connection, InterceptorChain interceptors, RemoteTypes remoteTypes,
			ConversationSettings settings, NodeReports reports, Dependents dependents) {
		this.connection = connection;
		this.interceptors = interceptors;
		this.remoteTypes = remoteTypes;
		this.settings = settings;
		this.reports = reports;
		this.dependents = dependents;
		this.channel = connection.channel();
		this.progress = new WriteProgress(this.channel, connection.traffic()::bytesSent);
		this.budget = new ByteBudget(settings.sendQueue(), this.channel.eventLoop().ticker()::nanoTime);
		this.anyMessage = "a message to " + connection.words();
		this.maxMessageBytes = settings.maxMessageBytes();
		this.outbox = new Outbox(connection.id().text(), this.channel, this.budget, settings.stallTimeout(), this);
	}

	/**
	 * Sends and waits: until it has begun, for room and credit together, no longer than
	 * the send timeout; then as long as it goes on.
	 */
	void send(EncodedMessage message) {
		QueuedMessage outgoing = outgoing(message, true);
		queueWithin(outgoing, outgoing.nanosLeft(now()));
		await(outgoing);
	}

	/**
	 * Queues a message as soon as there is room for it.
	 * @param nanos how long to wait for that
	 * @throws NotSentException if it is not queued
	 */
	void queueWithin(QueuedMessage outgoing, long nanos) {
		try {
			if (!this.budget.take(outgoing.cost(), nanos)) {
				throw this.connection.isClosing() ? disconnected() : full(Completions.timeLimit());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NotSentException(INTERRUPTED, ex);
		}
		this.outbox.add(outgoing);
	}

	private void await(QueuedMessage outgoing) {
		try {
			try {
				outgoing.awaitInPlace(outgoing.nanosLeft(now()));
			}
			catch (TimeoutException ex) {
				if (outgoing.callBack()) {
					throw Completions.timeLimit();
				}
				outgoing.awaitInPlace();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			outgoing.callBack();
			throw outgoing.hasBegun() ? new UnknownOutcomeException(INTERRUPTED, ex)
					: new NotSentException(INTERRUPTED, ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof NoiseException failure) ? failure
					: new NoiseException("send: failed", ex.getCause());
		}
	}

	/**
	 * Sends, or fails at once where the queue is full.
	 */
	CompletableFuture<Void> sendAsync(EncodedMessage message) {
		try {
			QueuedMessage outgoing = outgoing(message, false);
			queueNow(outgoing);
			return outgoing;
		}
		catch (NoiseException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Queues a message for which there is room at this moment.
	 * @throws NotSentException if there is none
	 */
	void queueNow(QueuedMessage outgoing) {
		if (!this.budget.tryTake(outgoing.cost())) {
			throw full(new NotSentException("message: the queue is full, " + this.budget.used() + " bytes, and "
					+ this.budget.waiting() + " wait for room (expected: at most " + this.settings.sendQueue() + ", "
					+ Refusal.SEND_QUEUE.property().orElseThrow() + "); send() waits for room", null));
		}
		this.outbox.add(outgoing);
	}

	/**
	 * Queues a frame that goes before all messages.
	 */
	void addUrgent(Outbox.Frame frame) {
		this.outbox.addUrgent(frame);
	}

	/**
	 * Gives the room of a message back that was withdrawn.
	 */
	void forget(QueuedMessage withdrawn) {
		this.outbox.forget(withdrawn);
	}

	private NotSentException full(NotSentException failure) {
		this.reports.exceeded(Refusal.SEND_QUEUE, this.anyMessage, true);
		return failure;
	}

	private QueuedMessage outgoing(EncodedMessage message, boolean blocking) {
		return new QueuedMessage(this.dependents, body(message), deadlineNanos(), blocking, this.outbox::forget);
	}

	/**
	 * Returns the time by which a message that is queued now must have begun.
	 */
	long deadlineNanos() {
		return now() + this.settings.sendTimeout().toNanos();
	}

	/**
	 * Returns a message as the peer gets it.
	 * @throws NotSentException if the peer does not take it
	 */
	byte[] body(EncodedMessage message) {
		if (this.connection.isClosing()) {
			throw disconnected();
		}
		if (!this.remoteTypes.understands(message.type())) {
			throw new NotSentException("message type " + message.type().name() + ": not known to the peer"
					+ " (expected: a type that it has registered)", null);
		}
		byte[] body = body(message.bytes());
		if (body.length > this.maxMessageBytes) {
			throw new NotSentException("message: " + body.length + " bytes (expected: at most " + this.maxMessageBytes
					+ ", the smaller of this node's limit and the peer's, "
					+ Refusal.MAX_MESSAGE_SIZE.property().orElseThrow() + ")", null);
		}
		return body;
	}

	/**
	 * Returns the time of the node's clock.
	 */
	long now() {
		return this.channel.eventLoop().ticker().nanoTime();
	}

	private byte[] body(byte[] message) {
		try {
			return this.interceptors.encode(message);
		}
		catch (Throwable ex) {
			this.connection.close(DisconnectReason.PROTOCOL);
			throw new NotSentException("message: refused by an interceptor: " + ex, ex);
		}
	}

	NotSentException disconnected() {
		return new NotSentException("message: not sent, " + this.connection.whyClosed(), null,
				this.connection.id().text());
	}

	// --- on the event loop

	/**
	 * Begins, before the first message.
	 */
	void begin(SessionLink established) {
		this.link = established;
		this.maxMessageBytes = established.maxMessageBytes();
	}

	private SessionLink link() {
		return Objects.requireNonNull(this.link, "a message before there is a session");
	}

	@Override
	public boolean admits(int bytes) {
		return link().admits(bytes);
	}

	@Override
	public ByteBuf buffer(int bytes) {
		return link().buffer(bytes);
	}

	@Override
	public byte[] transform(byte[] message) {
		byte[] frame;
		try {
			frame = this.interceptors.beforeSent(message);
		}
		catch (Throwable ex) {
			throw new DisconnectException(DisconnectReason.PROTOCOL, "message: refused by an interceptor: " + ex, ex);
		}
		if (frame.length > this.maxMessageBytes) {
			throw new DisconnectException(DisconnectReason.PROTOCOL, "message: " + frame.length
					+ " bytes as it was sealed (expected: at most " + this.maxMessageBytes + ")", null);
		}
		return frame;
	}

	@Override
	public void encode(byte[] frame, ByteBuf out) {
		announceTypes(out);
		link().encode(frame, out);
	}

	@Override
	public long encodeRequest(byte[] frame, ByteBuf out) {
		announceTypes(out);
		return link().requests().orElseThrow().encodeRequest(frame, out);
	}

	/**
	 * Announces new types of this node: the other end must know a type before a message
	 * of it comes.
	 */
	void announceTypes(ByteBuf out) {
		int version = this.remoteTypes.ownVersion();
		if (version != this.announcedVersion) {
			this.announcedVersion = version;
			link().announce(this.remoteTypes.own(), out);
		}
	}

	/**
	 * Types were registered: the other end is told of them.
	 */
	void typesAdded() {
		if (this.link == null || this.connection.isClosing()) {
			return;
		}
		ByteBuf out = buffer(TYPES_BYTES);
		try {
			announceTypes(out);
		}
		catch (Throwable ex) {
			out.release();
			failed(ex);
			return;
		}
		if (out.isReadable()) {
			this.channel.writeAndFlush(out).addListener((write) -> {
				if (!write.isSuccess() && !this.connection.isClosing()) {
					failed(write.cause());
				}
			});
		}
		else {
			out.release();
		}
	}

	@Override
	public long takenBytes() {
		return this.progress.takenBytes();
	}

	@Override
	public void written(int messages) {
		this.connection.traffic().messagesSent(messages);
		try {
			for (int i = 0; i < messages; i++) {
				this.interceptors.afterSent();
			}
		}
		catch (Throwable ex) {
			failed(new DisconnectException(DisconnectReason.PROTOCOL, "message: refused by an interceptor: " + ex, ex));
		}
	}

	@Override
	public void failed(Throwable failure) {
		this.connection.faults().fail(failure);
	}

	/**
	 * Goes on writing, now that the channel takes more.
	 */
	void drain() {
		this.outbox.drain();
	}

	/**
	 * Runs an action when all that was accepted is written; nothing is sent after that.
	 */
	void end(Runnable action) {
		this.outbox.end(this.connection.whyClosed(), action);
	}

	/**
	 * Fails what is queued and what comes: the connection is gone.
	 */
	void gone() {
		this.outbox.fail(this.connection.whyClosed());
	}

	// --- from any thread

	/**
	 * Accepts no more; whoever waits for room is told.
	 */
	void close() {
		this.budget.close();
	}

}
