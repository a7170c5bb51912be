package io.noise.engine;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets newcomers wait in the queue of the listening socket while there is no room among
 * the connections that are no peers yet. Stands before Netty's acceptor. The accepting
 * loop's alone.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(AcceptGate.class);

	private final AcceptLimiter limiter;

	/** When it looks again. */
	private @Nullable Future<?> nextLook;

	private boolean waits;

	AcceptGate(AcceptLimiter limiter) {
		this.limiter = limiter;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.limiter.onRoom(() -> lookSoon(ctx));
	}

	private void lookSoon(ChannelHandlerContext ctx) {
		try {
			ctx.executor().execute(() -> look(ctx));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("nobody is accepted any more: {}", ex.toString());
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object accepted) {
		this.limiter.coming((Channel) accepted);
		ctx.fireChannelRead(accepted);
		look(ctx);
	}

	private void look(ChannelHandlerContext ctx) {
		if (this.nextLook != null) {
			this.nextLook.cancel(false);
			this.nextLook = null;
		}
		long nanos = this.limiter.nanosUntilRoom();
		if (nanos > 0) {
			this.waits = true;
			ctx.channel().config().setAutoRead(false);
			this.nextLook = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
		}
		else if (this.waits) {
			this.waits = false;
			ctx.channel().config().setAutoRead(true);
		}
	}

}
