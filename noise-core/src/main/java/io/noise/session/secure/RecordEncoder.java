package io.noise.session.secure;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Seals what is written: each write becomes as few records as it needs, in one buffer.
 * Writers collect frames until they flush, so that a record carries many.
 */
final class RecordEncoder extends ChannelOutboundHandlerAdapter {

	/**
	 * What a full record carries. Longer ones are legal and gain nothing: the cost of a
	 * record is small beside that of 16 KiB, and this much fits the caches.
	 */
	static final int MAX_PLAINTEXT_BYTES = 16 << 10;

	private static final int OVERHEAD_BYTES = RecordDecoder.HEADER_BYTES + RecordDecoder.TAG_BYTES;

	private final RecordCipher cipher;

	private long sealedBytes;

	RecordEncoder(RecordCipher cipher) {
		this.cipher = cipher;
	}

	/** How much was handed on to be written. */
	long sealedBytes() {
		return this.sealedBytes;
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		ByteBuf in = (ByteBuf) message;
		ByteBuf out = null;
		try {
			int records = (in.readableBytes() + MAX_PLAINTEXT_BYTES - 1) / MAX_PLAINTEXT_BYTES;
			out = ctx.alloc().directBuffer(in.readableBytes() + records * OVERHEAD_BYTES);
			while (in.isReadable()) {
				seal(in, Math.min(in.readableBytes(), MAX_PLAINTEXT_BYTES), out);
			}
		}
		catch (Throwable ex) {
			// Whoever wrote this closes the connection.
			if (out != null) {
				out.release();
			}
			promise.setFailure(ex);
			return;
		}
		finally {
			in.release();
		}
		this.sealedBytes += out.readableBytes();
		ctx.write(out, promise);
	}

	private void seal(ByteBuf in, int length, ByteBuf out) {
		Scratch scratch = Scratch.take();
		try {
			in.readBytes(scratch.opened(), 0, length);
			int sealed = this.cipher.seal(scratch.opened(), length, scratch.sealed());
			out.writeShort(sealed);
			out.writeBytes(scratch.sealed(), 0, sealed);
		}
		finally {
			scratch.giveBack();
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		this.cipher.destroy();
	}

}
