package io.noise.engine;

import io.netty.channel.Channel;
import io.noise.DisconnectReason;
import io.noise.session.channel.ChannelSession;
import org.jspecify.annotations.Nullable;

/**
 * Creates the connections of channels.
 */
final class ConnectionFactory {

	private final ConnectionRegistry registry;

	private final ConnectionParts parts;

	private final ConversationFactory conversations;

	private final ConnectionStages stages;

	ConnectionFactory(ConnectionRegistry registry, ConnectionParts parts, ConversationFactory conversations,
			ConnectionStages stages) {
		this.registry = registry;
		this.parts = parts;
		this.conversations = conversations;
		this.stages = stages;
	}

	/**
	 * Whether the node accepts no more connections.
	 */
	boolean isClosed() {
		return this.registry.isClosed();
	}

	/**
	 * Creates a connection, and adds it to its channel's pipeline and to the node's
	 * connections.
	 * @param channel a channel that is not active yet
	 * @param outcome follows a connection that is dialled; null for one that was accepted
	 */
	Connection open(Channel channel, @Nullable DialOutcome outcome) {
		Connection connection = new Connection(this.registry.nextId(), channel, outcome, this.parts,
				this.conversations::begin);
		channel.pipeline()
			.addLast("traffic", connection.traffic())
			.addLast(ChannelSession.TAIL, new ConnectionTail(connection, outcome, this.stages));
		if (!this.registry.add(connection)) {
			connection.close(DisconnectReason.SHUTDOWN);
		}
		return connection;
	}

}
