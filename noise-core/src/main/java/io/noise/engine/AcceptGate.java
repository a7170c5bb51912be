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
 * Pauses accepting while {@link AcceptPending} is full, so that new connections wait in
 * the backlog of the listening socket. Stands before Netty's acceptor in the pipeline.
 * Runs on the accepting event loop.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(AcceptGate.class);

	private final AcceptPending pending;

	/** The timer of the next check, while accepting is paused. */
	private @Nullable Future<?> timer;

	private boolean paused;

	AcceptGate(AcceptPending pending) {
		this.pending = pending;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.pending.onPlaceFree(() -> checkSoon(ctx));
	}

	private void checkSoon(ChannelHandlerContext ctx) {
		try {
			ctx.executor().execute(() -> check(ctx));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("no connection is accepted any more: {}", ex.toString());
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object accepted) {
		this.pending.accepted((Channel) accepted);
		ctx.fireChannelRead(accepted);
		check(ctx);
	}

	private void check(ChannelHandlerContext ctx) {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
		long nanos = this.pending.nanosUntilPlaceFree();
		if (nanos > 0) {
			this.paused = true;
			ctx.channel().config().setAutoRead(false);
			this.timer = ctx.executor().schedule(() -> check(ctx), nanos, TimeUnit.NANOSECONDS);
		}
		else if (this.paused) {
			this.paused = false;
			ctx.channel().config().setAutoRead(true);
		}
	}

}
