package io.noise.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;

/**
 * Makes connections of the channels that come in at the listening one.
 */
final class Acceptor {

	private final AcceptLimiter limiter;

	private final ConnectionFactory factory;

	private final AcceptFailures failures;

	Acceptor(AcceptLimiter limiter, ConnectionFactory factory, AcceptFailures failures) {
		this.limiter = limiter;
		this.factory = factory;
		this.failures = failures;
	}

	/**
	 * Sets the listening channel up, before the first connection is accepted.
	 */
	void install(Channel listening) {
		listening.pipeline().addFirst("accept-gate", new AcceptGate(this.limiter));
		// After Netty's acceptor, which pauses for a second when accepting fails.
		listening.pipeline().addLast("accept-failures", this.failures);
	}

	/**
	 * The handler of channels that were accepted.
	 */
	ChannelHandler connections() {
		return new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				accept(channel);
			}

		};
	}

	private void accept(Channel channel) {
		AcceptVisit visit = this.limiter.enter(channel);
		if (visit == null) {
			channel.close();
			return;
		}
		this.limiter.arrived(channel, this.factory.open(channel, null), visit);
	}

}
