package io.noise.engine;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.noise.Direction;
import io.noise.PeerStats;
import io.noise.limit.WaitingRoom;

/**
 * Counts the bytes and messages of one connection. Stands first in the pipeline. Written
 * on the event loop alone, read by any thread.
 */
final class ConnectionTraffic extends ChannelDuplexHandler {

	private static final AtomicLongFieldUpdater<ConnectionTraffic> MESSAGES_SENT = counter("messagesSent");

	private static final AtomicLongFieldUpdater<ConnectionTraffic> MESSAGES_RECEIVED = counter("messagesReceived");

	private static final AtomicLongFieldUpdater<ConnectionTraffic> BYTES_SENT = counter("bytesSent");

	private static final AtomicLongFieldUpdater<ConnectionTraffic> BYTES_RECEIVED = counter("bytesReceived");

	private final NodeReports reports;

	private volatile long messagesSent;

	private volatile long messagesReceived;

	private volatile long bytesSent;

	private volatile long bytesReceived;

	/** Whether the times of received bytes are noted. */
	private volatile boolean timed;

	private volatile long firstHeardNanos = WaitingRoom.Ears.NEVER;

	private volatile long lastHeardNanos = WaitingRoom.Ears.NEVER;

	/**
	 * Counts from zero.
	 * @param reports counts for all connections of the node
	 */
	ConnectionTraffic(NodeReports reports) {
		this.reports = reports;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		int bytes = ((ByteBuf) message).readableBytes();
		add(BYTES_RECEIVED, bytes);
		this.reports.bytes(Direction.INBOUND, bytes);
		if (this.timed) {
			hear(ctx.executor().ticker().nanoTime());
		}
		ctx.fireChannelRead(message);
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		int bytes = ((ByteBuf) message).readableBytes();
		add(BYTES_SENT, bytes);
		this.reports.bytes(Direction.OUTBOUND, bytes);
		ctx.write(message, promise);
	}

	/**
	 * Counts a message that is accepted for sending. From any thread.
	 * @param opcode the number of its type at this end
	 */
	void accepted(int opcode) {
		this.reports.message(Direction.OUTBOUND, opcode);
	}

	/**
	 * Counts a received message.
	 * @param opcode the number of its type at this end
	 */
	void received(int opcode) {
		this.reports.message(Direction.INBOUND, opcode);
	}

	void messagesSent(int messages) {
		add(MESSAGES_SENT, messages);
	}

	void messageReceived() {
		add(MESSAGES_RECEIVED, 1);
	}

	/**
	 * Begins or ends noting the times of received bytes.
	 */
	void time(boolean on) {
		this.timed = on;
	}

	private void hear(long now) {
		if (this.firstHeardNanos == WaitingRoom.Ears.NEVER) {
			this.firstHeardNanos = now;
		}
		this.lastHeardNanos = now;
	}

	/**
	 * The time of the first bytes received while that was noted, or never.
	 */
	long firstHeardNanos() {
		return this.firstHeardNanos;
	}

	/**
	 * The time of the last bytes received while that was noted, or never.
	 */
	long lastHeardNanos() {
		return this.lastHeardNanos;
	}

	long bytesReceived() {
		return this.bytesReceived;
	}

	boolean hasSent() {
		return bytesSent() > 0;
	}

	/** The bytes that were handed to the channel. */
	long bytesSent() {
		return this.bytesSent;
	}

	boolean hasReceived() {
		return this.bytesReceived > 0;
	}

	/**
	 * Whether a message has come, besides those of the session itself.
	 */
	boolean hasReceivedMessages() {
		return this.messagesReceived > 0;
	}

	/** Adds without a lock or a barrier, since there is one writer. */
	private void add(AtomicLongFieldUpdater<ConnectionTraffic> counter, long amount) {
		counter.lazySet(this, counter.get(this) + amount);
	}

	private static AtomicLongFieldUpdater<ConnectionTraffic> counter(String field) {
		return AtomicLongFieldUpdater.newUpdater(ConnectionTraffic.class, field);
	}

	PeerStats snapshot() {
		return new PeerStats(this.messagesSent, this.messagesReceived, this.bytesSent, this.bytesReceived);
	}

}
