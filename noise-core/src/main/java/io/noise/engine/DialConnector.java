package io.noise.engine;

import java.net.SocketAddress;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.noise.transport.Transport;

/**
 * Makes outbound connections.
 */
final class DialConnector {

	private final Transport transport;

	private final WriteBufferWaterMark waterMark;

	private final ConnectionFactory factory;

	DialConnector(Transport transport, WriteBufferWaterMark waterMark, ConnectionFactory factory) {
		this.transport = transport;
		this.waterMark = waterMark;
		this.factory = factory;
	}

	/**
	 * Whether the node accepts no more connections.
	 */
	boolean isClosed() {
		return this.factory.isClosed();
	}

	/**
	 * Begins to connect.
	 * @param millis the time in which it must be connected
	 * @param outcome follows the connection
	 * @param made called on the event loop with the connection, before it is connected
	 */
	ChannelFuture connect(EventLoop loop, SocketAddress where, int millis, DialOutcome outcome,
			Consumer<Connection> made) {
		Bootstrap bootstrap = new Bootstrap().group(loop)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK, this.waterMark)
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					made.accept(DialConnector.this.factory.open(channel, outcome));
				}

			});
		this.transport.configure(bootstrap);
		return bootstrap.connect(where, this.transport.nextLocalAddress());
	}

}
