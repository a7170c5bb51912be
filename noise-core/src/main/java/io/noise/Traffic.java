package io.noise;

import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Counts what passes on one connection. Stands first in the pipeline. Written by the
 * event loop alone, read by anybody.
 */
final class Traffic extends ChannelDuplexHandler {

	private final AtomicLong messagesSent = new AtomicLong();

	private final AtomicLong messagesReceived = new AtomicLong();

	private final AtomicLong bytesSent = new AtomicLong();

	private final AtomicLong bytesReceived = new AtomicLong();

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		add(this.bytesReceived, ((ByteBuf) message).readableBytes());
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

	boolean hasSent() {
		return bytesSent() > 0;
	}

	/** What was handed to the channel. */
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
