package io.noise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.noise.payload.PayloadWriter;
import io.noise.session.channel.ChannelSession;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one connection: messages are encoded on the thread that sends them and
 * queued within a bound; the event loop makes frames of them.
 */
final class Outbound implements Outbox.Encoder {

	/**
	 * A peer's queue takes no more than this, but for a single message that is larger.
	 */
	static final int MAX_QUEUED_BYTES = 4 << 20;

	private final NodeContext context;

	private final Interceptors interceptors;

	private final Connection connection;

	private final Room room = new Room(MAX_QUEUED_BYTES);

	private final Outbox outbox;

	Outbound(NodeContext context, Channel channel, Interceptors interceptors, Connection connection) {
		this.context = context;
		this.interceptors = interceptors;
		this.connection = connection;
		this.outbox = new Outbox(channel, context.runtime(), this.room, this);
	}

	/**
	 * Opcode and payload of a message.
	 * @throws NoiseException if its type is not registered, or it cannot be encoded
	 */
	static byte[] encode(Messages messages, Object message) {
		MessageType<Object> type = messages.of(message);
		PayloadWriter out = new PayloadWriter();
		out.writeByte(type.opcode());
		try {
			type.codec().encode(message, out);
		}
		catch (RuntimeException ex) {
			throw new NoiseException(
					"message " + message.getClass().getName() + ": cannot be encoded: " + ex.getMessage(), ex);
		}
		return out.toBytes();
	}

	/**
	 * Sends and waits, for room and for the write together no longer than the send
	 * timeout.
	 * @param message opcode and payload
	 */
	void send(byte[] message) {
		Outgoing outgoing = outgoing(message, true);
		try {
			if (!this.room.take(outgoing.cost(), outgoing.nanosLeft())) {
				throw this.connection.isClosing() ? disconnected() : Outbox.timeLimit();
			}
			this.outbox.add(outgoing);
			outgoing.get(outgoing.nanosLeft(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unfinished(outgoing, "send: interrupted while waiting", ex);
		}
		catch (TimeoutException ex) {
			throw unfinished(outgoing, "send: not written within the send timeout; the peer does not read", null);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof NoiseException failure) ? failure
					: new NoiseException("send: failed", ex.getCause());
		}
	}

	private static NoiseException unfinished(Outgoing outgoing, String what, @Nullable Throwable cause) {
		return outgoing.withdraw() ? new NotSentException(what, cause) : new UnknownOutcomeException(what, cause);
	}

	/**
	 * Sends, or fails at once where the queue is full.
	 * @param message opcode and payload
	 */
	CompletableFuture<Void> sendAsync(byte[] message) {
		try {
			Outgoing outgoing = outgoing(message, false);
			if (!this.room.tryTake(outgoing.cost())) {
				throw new NotSentException("message: the queue is full, " + this.room.used()
						+ " bytes (expected: at most " + MAX_QUEUED_BYTES + "); send() waits for room", null);
			}
			this.outbox.add(outgoing);
			return outgoing;
		}
		catch (NoiseException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private Outgoing outgoing(byte[] message, boolean blocking) {
		if (this.connection.isClosing()) {
			throw disconnected();
		}
		byte[] body = body(message);
		int limit = this.context.settings().limits().maxMessageBytes();
		if (body.length > limit) {
			throw new NotSentException("message: " + body.length + " bytes (expected: at most " + limit + ")", null);
		}
		return new Outgoing(body, System.nanoTime() + this.context.settings().sendTimeout().toNanos(), blocking,
				this.outbox::forget);
	}

	private byte[] body(byte[] message) {
		try {
			return this.interceptors.encode(message);
		}
		catch (Exception ex) {
			this.connection.close(DisconnectReason.PROTOCOL);
			throw new NotSentException("message: refused by an interceptor: " + ex, ex);
		}
	}

	private NotSentException disconnected() {
		return new NotSentException("message: not sent, " + this.connection.whyClosed(), null);
	}

	// --- on the event loop

	@Override
	public void encode(Outgoing message, ByteBuf out) {
		byte[] frame;
		try {
			frame = this.interceptors.beforeSent(message.body());
		}
		catch (Throwable ex) {
			throw new RefusedException(DisconnectReason.PROTOCOL, "message: refused by an interceptor: " + ex, ex);
		}
		int limit = this.context.settings().limits().maxMessageBytes();
		if (frame.length > limit) {
			throw new RefusedException(DisconnectReason.PROTOCOL,
					"message: " + frame.length + " bytes as it was sealed (expected: at most " + limit + ")", null);
		}
		this.context.settings().session().encode(frame, out);
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
			failed(new RefusedException(DisconnectReason.PROTOCOL, "message: refused by an interceptor: " + ex, ex));
		}
	}

	@Override
	public void failed(Throwable failure) {
		this.connection.fail(failure);
	}

	/**
	 * Goes on writing, now that the channel takes more.
	 */
	void drain() {
		this.outbox.drain();
	}

	/**
	 * Runs an action when all that was accepted is written.
	 */
	void whenEmpty(Runnable action) {
		this.outbox.whenEmpty(action);
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
		this.room.close();
	}

}
