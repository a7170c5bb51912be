package io.noise.session.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.noise.session.channel.FirstBytes;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;

/**
 * Looks at the first bytes of a connection and refuses those of other kinds of session.
 * Whatever else they are is handed on, and the guard leaves.
 */
final class FirstBytesGuard extends ChannelInboundHandlerAdapter {

	private ByteBuf first = Unpooled.EMPTY_BUFFER;

	private boolean decided;

	private String description = "";

	/**
	 * The description of what came first.
	 * @return words for it, empty if nothing came
	 */
	String description() {
		return this.description;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.first = context.alloc().buffer(FirstBytes.ENOUGH);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf in = (ByteBuf) message;
		try {
			if (!this.decided && in.isReadable()) {
				this.first.writeBytes(in);
				judge(context);
			}
		}
		finally {
			in.release();
		}
	}

	private void judge(ChannelHandlerContext context) {
		this.description = FirstBytes.describe(this.first);
		if (FirstBytes.isLegacy(this.first)) {
			handOn(context);
		}
		else if (FirstBytes.isKnown(this.first)) {
			this.decided = true;
			throw new SessionException(Fault.FOREIGN,
					"first bytes: " + this.description + " (expected: session legacy, at both ends)");
		}
		else if (this.first.readableBytes() >= FirstBytes.ENOUGH) {
			handOn(context);
		}
	}

	private void handOn(ChannelHandlerContext context) {
		if (!this.decided) {
			this.decided = true;
			ByteBuf all = this.first;
			this.first = Unpooled.EMPTY_BUFFER;
			context.fireChannelRead(all);
			context.pipeline().remove(this);
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			handOn(context);
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		handOn(context);
		context.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.decided = true;
		this.first.release();
	}

}
