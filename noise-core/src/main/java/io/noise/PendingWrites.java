package io.noise;

import java.util.concurrent.atomic.LongAdder;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * The bytes of a channel that the operating system has not taken yet.
 */
final class PendingWrites {

	private PendingWrites() {
	}

	/**
	 * Counts those that were flushed. On the event loop.
	 */
	static long bytes(Channel channel) {
		ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
		LongAdder bytes = new LongAdder();
		if (pending != null) {
			try {
				pending.forEachFlushedMessage((message) -> {
					bytes.add((message instanceof ByteBuf buffer) ? buffer.readableBytes() : 0);
					return true;
				});
			}
			catch (Exception ex) {
				throw new IllegalStateException("what is to be written: cannot be counted", ex);
			}
		}
		return bytes.sum();
	}

}
