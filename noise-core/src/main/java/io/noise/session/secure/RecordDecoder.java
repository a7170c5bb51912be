package io.noise.session.secure;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Opens records:
 *
 * <pre>
 * field       bytes      order
 * length      2          big-endian, 16 to 65,535: of what follows
 * ciphertext  length     the last 16 are the tag
 * </pre>
 *
 * What is opened is a stream of frames; where records begin in it means nothing. After
 * the first record that does not open, everything further is dropped.
 */
final class RecordDecoder extends ChannelInboundHandlerAdapter {

	static final int HEADER_BYTES = 2;

	static final int TAG_BYTES = 16;

	/** The longest ciphertext. */
	static final int MAX_RECORD_BYTES = 65_535;

	private static final int SMALLEST_BUFFER = 64;

	private final RecordCipher cipher;

	/** What has come of a record that is not complete. */
	private @Nullable ByteBuf begun;

	private long begunNanos;

	private long openedNanos = System.nanoTime();

	private boolean faulty;

	RecordDecoder(RecordCipher cipher) {
		this.cipher = cipher;
	}

	/** When a record was last complete. */
	long openedNanos() {
		return this.openedNanos;
	}

	long begunAgoNanos(long now) {
		return (this.begun != null) ? now - this.begunNanos : -1;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		ByteBuf in = (ByteBuf) message;
		try {
			if (!this.faulty) {
				decode(ctx, in);
			}
		}
		catch (SessionException ex) {
			drop();
			throw ex;
		}
		finally {
			ReferenceCountUtil.release(in);
		}
	}

	private void decode(ChannelHandlerContext ctx, ByteBuf in) {
		if (this.begun != null && !completeBegun(ctx, this.begun, in)) {
			return;
		}
		while (!this.faulty && in.readableBytes() >= HEADER_BYTES) {
			int length = length(in);
			if (in.readableBytes() < HEADER_BYTES + length) {
				break;
			}
			in.skipBytes(HEADER_BYTES);
			open(ctx, in, length);
		}
		if (!this.faulty && in.isReadable()) {
			this.begun = ctx.alloc().buffer(Math.max(in.readableBytes(), SMALLEST_BUFFER)).writeBytes(in);
			this.begunNanos = System.nanoTime();
		}
	}

	private boolean completeBegun(ChannelHandlerContext ctx, ByteBuf record, ByteBuf in) {
		while (record.readableBytes() < HEADER_BYTES && in.isReadable()) {
			record.writeByte(in.readByte());
		}
		if (record.readableBytes() < HEADER_BYTES) {
			return false;
		}
		int length = length(record);
		int missing = HEADER_BYTES + length - record.readableBytes();
		record.writeBytes(in, Math.min(missing, in.readableBytes()));
		if (record.readableBytes() < HEADER_BYTES + length) {
			return false;
		}
		this.begun = null;
		try {
			record.skipBytes(HEADER_BYTES);
			open(ctx, record, length);
		}
		finally {
			record.release();
		}
		return true;
	}

	private static int length(ByteBuf in) {
		int length = in.getUnsignedShort(in.readerIndex());
		if (length < TAG_BYTES) {
			throw new SessionException(Fault.PROTOCOL,
					"record: " + length + " bytes (expected: " + TAG_BYTES + " to " + MAX_RECORD_BYTES + ")");
		}
		return length;
	}

	private void open(ChannelHandlerContext ctx, ByteBuf in, int length) {
		this.openedNanos = System.nanoTime();
		Scratch scratch = Scratch.take();
		try {
			in.readBytes(scratch.sealed(), 0, length);
			int opened = this.cipher.open(scratch.sealed(), length, scratch.opened());
			ctx.fireChannelRead(Unpooled.wrappedBuffer(scratch.opened()).setIndex(0, opened));
		}
		finally {
			scratch.giveBack();
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		drop();
		this.cipher.destroy();
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		drop();
		ctx.fireChannelInactive();
	}

	private void drop() {
		this.faulty = true;
		if (this.begun != null) {
			this.begun.release();
			this.begun = null;
		}
	}

}
