package io.noise.session.plain;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.noise.session.channel.FirstBytes;
import io.noise.session.channel.MismatchException;
import io.noise.wire.FrameDecoder;
import io.noise.wire.FrameReceiver;

/**
 * Checks the first bytes of a connection, then leaves. The wire has no word of its own to
 * begin with, so bytes that another kind of session begins with may be a frame. Only if
 * they turn out not to be one, does the failure say whose they are.
 */
final class FirstBytesCheck extends ChannelInboundHandlerAdapter {

	static final String FRAMES = "frames";

	private final FrameDecoder frames;

	private final FrameReceiver receiver;

	private final ByteBuf seen = Unpooled.buffer(FirstBytes.ENOUGH, FirstBytes.ENOUGH);

	/**
	 * A check.
	 * @param frames reads the frames after this handler
	 * @param receiver gets them
	 */
	FirstBytesCheck(FrameDecoder frames, FrameReceiver receiver) {
		this.frames = frames;
		this.receiver = receiver;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		ByteBuf in = (ByteBuf) message;
		this.seen.writeBytes(in, in.readerIndex(), Math.min(in.readableBytes(), this.seen.writableBytes()));
		boolean foreign = FirstBytes.isKnown(this.seen);
		if (foreign) {
			MismatchCheck check = new MismatchCheck(FirstBytes.describe(this.seen));
			ctx.pipeline().addAfter(FRAMES, "mismatch", check);
			this.frames.handTo(check);
		}
		if (foreign || !this.seen.isWritable()) {
			ctx.pipeline().remove(this);
		}
		ctx.fireChannelRead(message);
	}

	/**
	 * Explains what goes wrong, until a message has come: then it was a frame after all.
	 */
	private final class MismatchCheck extends ChannelInboundHandlerAdapter implements FrameReceiver {

		private final String beginning;

		private boolean over;

		MismatchCheck(String beginning) {
			this.beginning = beginning;
		}

		@Override
		public void frame(ByteBuf body) {
			FirstBytesCheck.this.receiver.frame(body);
			FirstBytesCheck.this.frames.handTo(FirstBytesCheck.this.receiver);
			this.over = true;
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
			ctx.fireExceptionCaught(this.over ? thrown : new MismatchException(thrown, this.beginning, "plain"));
		}

	}

}
