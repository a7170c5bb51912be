package io.noise.wire;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Counts the bytes that the operating system has taken of those that were handed to a
 * channel. Used on its event loop.
 */
public final class WriteProgress {

	private final Channel channel;

	private final LongSupplier handedOnBytes;

	/**
	 * The progress of a channel.
	 * @param channel where bytes are written
	 * @param handedOnBytes how many were handed to it since its beginning
	 */
	public WriteProgress(Channel channel, LongSupplier handedOnBytes) {
		this.channel = channel;
		this.handedOnBytes = handedOnBytes;
	}

	/**
	 * The bytes that the operating system has taken.
	 * @return how many since the channel's beginning
	 */
	public long takenBytes() {
		return this.handedOnBytes.getAsLong() - pendingBytes();
	}

	/**
	 * Whether something was flushed that the operating system has not taken yet.
	 * @return true if so
	 */
	public boolean isPending() {
		ChannelOutboundBuffer pending = this.channel.unsafe().outboundBuffer();
		return pending != null && !pending.isEmpty();
	}

	private long pendingBytes() {
		ChannelOutboundBuffer pending = this.channel.unsafe().outboundBuffer();
		if (pending == null) {
			return 0;
		}
		LongAdder bytes = new LongAdder();
		try {
			pending.forEachFlushedMessage((message) -> {
				bytes.add((message instanceof ByteBuf buffer) ? buffer.readableBytes() : 0);
				return true;
			});
		}
		catch (Exception ex) {
			throw new IllegalStateException("pending writes: cannot be counted", ex);
		}
		return bytes.sum();
	}

}
