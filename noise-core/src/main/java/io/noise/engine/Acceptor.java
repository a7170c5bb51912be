package io.noise.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;

/**
 * Makes connections of the channels that the listening one accepts, within the limits.
 */
final class Acceptor {

	private final AcceptAddresses addresses;

	private final AcceptPending pending;

	private final ConnectionFactory factory;

	private final AcceptFailures failures;

	Acceptor(AcceptAddresses addresses, AcceptPending pending, ConnectionFactory factory, AcceptFailures failures) {
		this.addresses = addresses;
		this.pending = pending;
		this.factory = factory;
		this.failures = failures;
	}

	/**
	 * Adds the handlers of the listening channel, before the first connection is
	 * accepted.
	 */
	void install(Channel listening) {
		listening.pipeline().addFirst("accept-gate", new AcceptGate(this.pending));
		// After Netty's acceptor, which pauses for a second when accepting fails.
		listening.pipeline().addLast("accept-failures", this.failures);
	}

	/**
	 * Returns the handler that sets accepted channels up.
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
		AcceptPermit permit = this.addresses.acquire(channel);
		if (permit == null) {
			channel.close();
			return;
		}
		Connection connection = this.factory.open(channel, null);
		permit.heldBy(connection);
		this.pending.opened(channel, connection, permit.origin().address());
	}

}
