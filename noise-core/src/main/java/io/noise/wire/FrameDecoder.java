package io.noise.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into the frames of Go noise v1.0:
 *
 * <pre>
 * field   bytes  order
 * length  1..10  uvarint, at most maxFrameBytes
 * body    length
 * </pre>
 *
 * Frames are handed on where they lie in the read buffer. Only a frame that a read cuts
 * in two is copied, and only the bytes of it that have arrived: an announced length
 * allocates nothing. A frame that was begun must go on at the least rate of a
 * {@link ProgressTimeout}; between frames silence is legal. After a fault everything
 * further is dropped.
 * <p>
 * While it is paused, nothing is handed on, not even the end of the input. What is read
 * all the same waits here, up to a bound: native transports read until the end once the
 * other side has said that there is one.
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter implements ReadFlow {

	private static final int LENGTH_UNKNOWN = -1;

	private static final int SMALLEST_BUFFER = 64;

	/** The bytes that may wait for the end of a pause. */
	static final int MAX_WAITING_BYTES = 4 << 20;

	private final int maxFrameBytes;

	private final ProgressTimeout timeout;

	private FrameReceiver receiver;

	private @Nullable ByteBuf begun;

	private int missing = LENGTH_UNKNOWN;

	/** Whether another handler, which sees them first, counts the bytes of frames. */
	private boolean countedElsewhere;

	private @Nullable Future<?> timer;

	private @Nullable ChannelHandlerContext context;

	/** Present while something waits that was read. */
	private @Nullable Deque<ByteBuf> waiting;

	private int waitingBytes;

	private boolean paused;

	private boolean ended;

	private boolean decoding;

	private boolean faulty;

	/**
	 * A decoder for one connection.
	 * @param maxFrameBytes the longest body
	 * @param frameTimeout how long a begun frame may make no progress
	 * @param receiver who gets the frames
	 */
	public FrameDecoder(int maxFrameBytes, Duration frameTimeout, FrameReceiver receiver) {
		this.maxFrameBytes = maxFrameBytes;
		this.timeout = new ProgressTimeout(frameTimeout);
		this.receiver = receiver;
	}

	/**
	 * Hands the frames to somebody else from the next one on. On the event loop.
	 * @param other who gets them
	 */
	public void handTo(FrameReceiver other) {
		this.receiver = other;
	}

	/**
	 * Leaves it to the caller of {@link #moved} to count what comes: it comes here in
	 * pieces only that are larger than what a slow line carries in time.
	 */
	public void countElsewhere() {
		this.countedElsewhere = true;
	}

	/**
	 * Counts bytes that have come, though not here yet. On the event loop.
	 * @param bytes how many, of those that frames are made of
	 */
	public void moved(int bytes) {
		ChannelHandlerContext ctx = this.context;
		if (this.begun != null && ctx != null) {
			this.timeout.moved(bytes, ctx.executor().ticker().nanoTime());
		}
	}

	/**
	 * The bytes that have come of a frame that is not complete. On the event loop.
	 * @return bytes
	 */
	public int begunBytes() {
		ByteBuf frame = this.begun;
		return (frame != null) ? frame.readableBytes() : 0;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (this.faulty) {
			ReferenceCountUtil.release(message);
			return;
		}
		ByteBuf in = (ByteBuf) message;
		if (!this.countedElsewhere) {
			moved(in.readableBytes());
		}
		this.waiting = (this.waiting != null) ? this.waiting : new ArrayDeque<>(1);
		this.waiting.add(in);
		this.waitingBytes += in.readableBytes();
		if (this.paused) {
			checkWaiting();
		}
		else {
			decodeWaiting(ctx);
		}
	}

	private void checkWaiting() {
		int bytes = this.waitingBytes;
		int limit = Math.max(MAX_WAITING_BYTES, this.maxFrameBytes);
		if (bytes > limit) {
			dropAll();
			throw FrameException.tooMuchWaiting(bytes, limit);
		}
	}

	private void decodeWaiting(ChannelHandlerContext ctx) {
		if (this.decoding) {
			return;
		}
		this.decoding = true;
		try {
			for (ByteBuf in = first(); in != null; in = first()) {
				int bytes = in.readableBytes();
				decode(ctx, in);
				if (this.faulty) {
					break;
				}
				this.waitingBytes -= bytes - in.readableBytes();
				if (!in.isReadable()) {
					removeFirst();
				}
			}
		}
		catch (RuntimeException ex) {
			dropAll();
			throw ex;
		}
		finally {
			this.decoding = false;
		}
		tellEnd(ctx);
	}

	private @Nullable ByteBuf first() {
		return (this.paused || this.waiting == null) ? null : this.waiting.element();
	}

	private void removeFirst() {
		if (this.waiting != null) {
			this.waiting.remove().release();
			this.waiting = this.waiting.isEmpty() ? null : this.waiting;
		}
	}

	private void decode(ChannelHandlerContext ctx, ByteBuf in) {
		while (in.isReadable() && !this.faulty && !this.paused) {
			if (this.begun != null) {
				continueBegun(this.begun, in);
			}
			else if (!deliverInPlace(in)) {
				begin(ctx, in);
			}
		}
	}

	@Override
	public void pause() {
		this.paused = true;
		autoRead(false);
	}

	@Override
	public void resume() {
		ChannelHandlerContext ctx = this.context;
		if (!this.paused || ctx == null) {
			return;
		}
		this.paused = false;
		this.timeout.begin(ctx.executor().ticker().nanoTime());
		try {
			decodeWaiting(ctx);
		}
		catch (RuntimeException ex) {
			// No read is going on that would report it.
			ctx.fireExceptionCaught(ex);
		}
		if (!this.decoding) {
			ctx.fireChannelReadComplete();
		}
		if (!this.paused && ctx.channel().isOpen()) {
			autoRead(true);
		}
	}

	private void autoRead(boolean on) {
		if (this.context != null) {
			this.context.channel().config().setAutoRead(on);
		}
	}

	/** Hands on the next frame if all of it lies in the buffer; else moves nothing. */
	private boolean deliverInPlace(ByteBuf in) {
		int start = in.readerIndex();
		long length = Uvarint.read(in);
		if (length == Uvarint.INCOMPLETE) {
			return false;
		}
		check(length);
		if (in.readableBytes() < length) {
			in.readerIndex(start);
			return false;
		}
		deliver(in, (int) length);
		return true;
	}

	private void deliver(ByteBuf in, int length) {
		int end = in.readerIndex() + length;
		int limit = in.writerIndex();
		in.writerIndex(end);
		try {
			this.receiver.frame(in);
		}
		finally {
			in.setIndex(end, limit);
		}
	}

	private void begin(ChannelHandlerContext ctx, ByteBuf in) {
		this.begun = ctx.alloc().buffer(Math.max(in.readableBytes(), SMALLEST_BUFFER));
		this.missing = LENGTH_UNKNOWN;
		this.timeout.begin(ctx.executor().ticker().nanoTime());
		if (this.timer == null) {
			startTimer(ctx, this.timeout.leftNanos(ctx.executor().ticker().nanoTime()));
		}
	}

	private void continueBegun(ByteBuf frame, ByteBuf in) {
		while (this.missing == LENGTH_UNKNOWN && in.isReadable()) {
			frame.writeByte(in.readByte());
			long length = Uvarint.read(frame);
			if (length != Uvarint.INCOMPLETE) {
				check(length);
				this.missing = (int) length;
			}
		}
		int now = Math.min(Math.max(this.missing, 0), in.readableBytes());
		frame.writeBytes(in, now);
		this.missing -= now;
		if (this.missing == 0) {
			this.begun = null;
			try {
				this.receiver.frame(frame);
			}
			finally {
				frame.release();
			}
		}
	}

	private void check(long length) {
		if (Long.compareUnsigned(length, this.maxFrameBytes) > 0) {
			throw FrameException.tooLong(length, this.maxFrameBytes);
		}
	}

	/**
	 * Starts the one timer of the connection, set anew when it rings: frames neither
	 * start nor stop it.
	 */
	private void startTimer(ChannelHandlerContext ctx, long delayNanos) {
		this.timer = ctx.executor().schedule(() -> checkTimeout(ctx), delayNanos, TimeUnit.NANOSECONDS);
	}

	private void checkTimeout(ChannelHandlerContext ctx) {
		ByteBuf frame = this.begun;
		this.timer = null;
		if (frame == null) {
			return;
		}
		long now = ctx.executor().ticker().nanoTime();
		if (this.paused) {
			this.timeout.begin(now);
		}
		long left = this.timeout.leftNanos(now);
		if (left > 0) {
			startTimer(ctx, left);
			return;
		}
		int received = frame.readableBytes();
		dropAll();
		ctx.fireExceptionCaught(FrameException.tooSlow(received, this.timeout.limitMillis()));
	}

	/**
	 * Hands on everything that came before it hands on the end, also what waits for the
	 * end of a pause.
	 */
	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			this.ended = true;
			tellEnd(ctx);
		}
		else {
			ctx.fireUserEventTriggered(event);
		}
	}

	private void tellEnd(ChannelHandlerContext ctx) {
		if (this.ended && !this.paused && !this.decoding) {
			this.ended = false;
			finish(ctx);
			ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
		}
	}

	private void finish(ChannelHandlerContext ctx) {
		if (this.begun != null) {
			ctx.fireExceptionCaught(FrameException.cutShort(this.begun.readableBytes()));
		}
		dropAll();
		ctx.fireChannelReadComplete();
	}

	/**
	 * Hands on what waits: the connection is closed, there is nothing more to wait for.
	 */
	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.paused = false;
		try {
			decodeWaiting(ctx);
		}
		catch (RuntimeException ex) {
			ctx.fireExceptionCaught(ex);
		}
		finish(ctx);
		ctx.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		dropAll();
	}

	/** Drops what waits: nothing more is handed on. */
	private void dropAll() {
		this.faulty = true;
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
		if (this.begun != null) {
			this.begun.release();
			this.begun = null;
		}
		if (this.waiting != null) {
			this.waiting.forEach(ReferenceCounted::release);
			this.waiting = null;
		}
		this.waitingBytes = 0;
	}

}
