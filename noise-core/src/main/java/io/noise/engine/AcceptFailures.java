package io.noise.engine;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.noise.limit.LogThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts connections that could not be accepted, for lack of file descriptors for
 * instance, warns of them at most once a minute, and runs the hooks for them. Stands
 * after Netty's acceptor, which then accepts nothing for a second and goes on. Existing
 * connections are not affected.
 */
@Sharable
final class AcceptFailures extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(AcceptFailures.class);

	private final Object node;

	private final LongAdder counter;

	private final NodeHooks hooks;

	private final LogThrottle warning;

	/**
	 * Creates a handler for a node's listening channels.
	 * @param node the node, as the log names it
	 * @param counter counts failures
	 * @param hooks run for each failure
	 * @param nanoTime the clock
	 */
	AcceptFailures(Object node, LongAdder counter, NodeHooks hooks, LongSupplier nanoTime) {
		this.node = node;
		this.counter = counter;
		this.hooks = hooks;
		this.warning = new LogThrottle(nanoTime);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.counter.increment();
		logger.debug("{} could not accept a connection: {}", this.node, cause.toString());
		if (this.warning.isTime()) {
			logger.warn(
					"{} could not accept a connection: {}. It goes on trying, and keeps its peers. If this process has "
							+ "too many files open, raise its limit (ulimit -n) or lower noise.limits.max-inbound; "
							+ "logged at most once a minute",
					this.node, cause.toString());
		}
		this.hooks.listenerFailed(cause);
	}

}
