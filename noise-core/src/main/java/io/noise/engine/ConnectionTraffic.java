package io.noise.engine;

import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.noise.PeerStats;
import io.noise.limit.WaitingRoom;

/**
 * Counts what passes on one connection. Stands first in the pipeline. Written by the
 * event loop alone, read by anybody.
 */
final class ConnectionTraffic extends ChannelDuplexHandler {

	private final AtomicLong messagesSent = new AtomicLong();

	private final AtomicLong messagesReceived = new AtomicLong();

	private final AtomicLong bytesSent = new AtomicLong();

	private final AtomicLong bytesReceived = new AtomicLong();

	/** Whether it is of interest when something was received. */
	private volatile boolean timed;

	private volatile long firstHeardNanos = WaitingRoom.Ears.NEVER;

	private volatile long lastHeardNanos = WaitingRoom.Ears.NEVER;

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		add(this.bytesReceived, ((ByteBuf) message).readableBytes());
		if (this.timed) {
			hear(System.nanoTime());
		}
		ctx.fireChannelRead(message);
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		add(this.bytesSent, ((ByteBuf) message).readableBytes());
		ctx.write(message, promise);
	}

	void messagesSent(int messages) {
		add(this.messagesSent, messages);
	}

	void messageReceived() {
		add(this.messagesReceived, 1);
	}

	/**
	 * Notes when something is received, or no longer does.
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
	 * The time of the first receipt while that was noted, or never.
	 */
	long firstHeardNanos() {
		return this.firstHeardNanos;
	}

	/**
	 * The time of the last receipt while that was noted, or never.
	 */
	long lastHeardNanos() {
		return this.lastHeardNanos;
	}

	long bytesReceived() {
		return this.bytesReceived.get();
	}

	boolean hasSent() {
		return bytesSent() > 0;
	}

	/** Bytes that were handed to the channel. */
	long bytesSent() {
		return this.bytesSent.get();
	}

	boolean hasReceived() {
		return this.bytesReceived.get() > 0;
	}

	/**
	 * Whether a message of the other end has come, besides what the session needs.
	 */
	boolean hasReceivedMessages() {
		return this.messagesReceived.get() > 0;
	}

	/** One writer: no need for an atomic addition. */
	private static void add(AtomicLong counter, long amount) {
		counter.lazySet(counter.getPlain() + amount);
	}

	PeerStats snapshot() {
		return new PeerStats(this.messagesSent.get(), this.messagesReceived.get(), this.bytesSent.get(),
				this.bytesReceived.get());
	}

}
