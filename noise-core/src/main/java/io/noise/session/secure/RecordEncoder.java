package io.noise.session.secure;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Seals what is written: each write becomes as few records as it needs, in one buffer.
 * Writers collect frames until they flush, so that a record carries many.
 * <p>
 * What is sealed can be overtaken by nothing. So the channel takes no more messages while
 * much of it waits for the operating system, whatever the application lets be buffered;
 * frames that are written all the same come after this much.
 */
final class RecordEncoder extends ChannelOutboundHandlerAdapter {

	/**
	 * The content of a full record. Longer ones are legal and gain nothing: the cost of a
	 * record is small beside that of 16 KiB, and this much fits the caches.
	 */
	static final int MAX_PLAINTEXT_BYTES = 16 << 10;

	private static final int OVERHEAD_BYTES = RecordDecoder.HEADER_BYTES + CipherState.TAG_BYTES;

	/**
	 * The bytes that may wait here; beyond them messages wait where others can overtake
	 * them.
	 */
	static final int MAX_WAITING_BYTES = 128 << 10;

	/** The first index that Netty leaves to users. */
	private static final int WRITABILITY = 1;

	private final RecordCipher cipher;

	private long sealedBytes;

	private long waitingBytes;

	private boolean full;

	RecordEncoder(RecordCipher cipher) {
		this.cipher = cipher;
	}

	/** The bytes that were handed on to be written. */
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
		int bytes = out.readableBytes();
		this.sealedBytes += bytes;
		waits(ctx, bytes);
		ctx.write(out, promise.unvoid()).addListener((written) -> waits(ctx, -bytes));
	}

	private void waits(ChannelHandlerContext ctx, int bytes) {
		this.waitingBytes += bytes;
		boolean nowFull = this.waitingBytes > (this.full ? MAX_WAITING_BYTES / 2 : MAX_WAITING_BYTES);
		ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
		if (nowFull != this.full && buffer != null) {
			this.full = nowFull;
			buffer.setUserDefinedWritability(WRITABILITY, !nowFull);
		}
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
