package io.noise.session.secure;

import java.time.Duration;
import java.util.function.IntConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.wire.ProgressTimeout;
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

	private static final int SMALLEST_BUFFER = 64;

	private final RecordCipher cipher;

	/** The bytes that have come of a record that is not complete. */
	private @Nullable ByteBuf begun;

	/** The time limit of a begun record. */
	private final ProgressTimeout timeout;

	private final IntConsumer progress;

	private long heardNanos;

	private long receivedBytes;

	private long openedBytes;

	/** The bytes of content that were told of. */
	private long toldBytes;

	private boolean faulty;

	/**
	 * A decoder for one connection.
	 * @param cipher opens the records
	 * @param frameTimeout how long a begun record may make no progress
	 * @param progress told of bytes of content that come, also while the record is not
	 * complete
	 */
	RecordDecoder(RecordCipher cipher, Duration frameTimeout, IntConsumer progress) {
		this.cipher = cipher;
		this.timeout = new ProgressTimeout(frameTimeout);
		this.progress = progress;
	}

	/** The time at which bytes last came. */
	long heardNanos() {
		return this.heardNanos;
	}

	/** The bytes that have come in records, with all that belongs to them. */
	long receivedBytes() {
		return this.receivedBytes;
	}

	/** The bytes that are there of the content of an incomplete record. */
	int begunContentBytes() {
		ByteBuf record = this.begun;
		return (record != null) ? Math.max(0, record.readableBytes() - HEADER_BYTES - CipherState.TAG_BYTES) : 0;
	}

	/** Whether a record was begun and does not go on. */
	boolean isUnfinished(long now) {
		return this.begun != null && this.timeout.leftNanos(now) <= 0;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.heardNanos = ctx.executor().ticker().nanoTime();
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		ByteBuf in = (ByteBuf) message;
		try {
			if (!this.faulty) {
				heard(ctx, in.readableBytes());
				decode(ctx, in);
				tellProgress();
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

	private void heard(ChannelHandlerContext ctx, int bytes) {
		this.heardNanos = ctx.executor().ticker().nanoTime();
		this.receivedBytes += bytes;
		this.timeout.moved(bytes, this.heardNanos);
	}

	private void tellProgress() {
		long bytes = this.openedBytes + begunContentBytes();
		if (bytes > this.toldBytes) {
			this.progress.accept((int) (bytes - this.toldBytes));
			this.toldBytes = bytes;
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
			this.timeout.begin(this.heardNanos);
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
		if (length < CipherState.TAG_BYTES) {
			throw new SessionException(Fault.PROTOCOL, "record: " + length + " bytes (expected: "
					+ CipherState.TAG_BYTES + " to " + CipherState.MAX_MESSAGE_BYTES + ")");
		}
		return length;
	}

	private void open(ChannelHandlerContext ctx, ByteBuf in, int length) {
		this.openedBytes += length - CipherState.TAG_BYTES;
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
