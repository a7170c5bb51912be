package io.noise;

import java.util.function.LongSupplier;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Told when a connection could not be accepted, for want of file descriptors for
 * instance: counts it, warns of it once a minute, and runs the hooks for it. It stands
 * behind Netty's acceptor, which then accepts nothing for a second and goes on.
 * Connections that are there are not concerned.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(AcceptFailures.class);

	private final NodeContext context;

	private final OncePerMinute warning;

	/**
	 * Nothing has failed yet.
	 * @param context the node's
	 * @param nanoTime the clock
	 */
	AcceptFailures(NodeContext context, LongSupplier nanoTime) {
		this.context = context;
		this.warning = new OncePerMinute(nanoTime);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		Node node = this.context.node();
		this.context.runtime().counters().acceptFailures().increment();
		logger.debug("{} could not accept a connection: {}", node, cause.toString());
		if (this.warning.isTime()) {
			logger.warn(
					"{} could not accept a connection: {}. It goes on trying, and keeps its peers. If this process has "
							+ "too many files open, raise its limit (ulimit -n) or lower noise.limits.max-inbound; "
							+ "logged at most once a minute",
					node, cause.toString());
		}
		Lane lane = this.context.lane();
		lane.execute(() -> this.context.hooks().listenerError.run(lane, (hook) -> hook.handle(node, cause)));
	}

}
