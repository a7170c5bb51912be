package io.noise.transport;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * The reads of a connection in memory. One asked-for read gives the pipeline up to 16
 * buffers with auto-read and one without, of at most {@value MemorySocket#PIECE} bytes
 * each. The size of the channel's receive buffers has no influence. The end of the input,
 * or a reset, is noticed only by a read. On the event loop of the channel.
 */
final class MemoryReads {

	private static final int BUFFERS = 16;

	private final MemoryChannel channel;

	private final MemoryChannelConfig config;

	private boolean wanted;

	private volatile boolean shutdown;

	MemoryReads(MemoryChannel channel, MemoryChannelConfig config) {
		this.channel = channel;
		this.config = config;
	}

	/**
	 * Whether nothing more is read, for ever. On any thread.
	 */
	boolean isShutdown() {
		return this.shutdown;
	}

	void shutDown() {
		this.shutdown = true;
	}

	void want() {
		this.wanted = true;
	}

	void unwant() {
		this.wanted = false;
	}

	/**
	 * Reads if that is wanted and there is something.
	 */
	void readFrom(MemorySocket socket) {
		if (!isOn()) {
			return;
		}
		int buffers = 0;
		for (ByteBuf next = socket.read(); next != null; next = socket.read()) {
			this.wanted = false;
			this.channel.pipeline().fireChannelRead(next);
			buffers++;
			if (buffers == BUFFERS || !this.config.isAutoRead() || !this.channel.isActive() || this.shutdown) {
				break;
			}
		}
		if (buffers > 0) {
			this.channel.pipeline().fireChannelReadComplete();
		}
		else {
			readEnd(socket);
		}
	}

	private boolean isOn() {
		return this.wanted && !this.shutdown && this.channel.isActive();
	}

	private void readEnd(MemorySocket socket) {
		ChannelPipeline pipeline = this.channel.pipeline();
		try {
			if (!socket.isAtEnd()) {
				return;
			}
		}
		catch (IOException ex) {
			this.shutdown = true;
			pipeline.fireChannelReadComplete();
			pipeline.fireExceptionCaught(ex);
			this.channel.close();
			return;
		}
		this.shutdown = true;
		pipeline.fireChannelReadComplete();
		if (this.config.isAllowHalfClosure()) {
			pipeline.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
		}
		else {
			this.channel.close();
		}
	}

}
