package io.noise.transport;

import java.net.SocketAddress;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;

/**
 * Connections in memory, under hosts and ports. An address is its text.
 */
final class InMemoryTransport implements Transport {

	private final MemoryListeners listeners;

	/**
	 * Creates a network without listeners.
	 * @param network the way between the ends of its connections
	 */
	InMemoryTransport(MemoryNetwork network) {
		this.listeners = new MemoryListeners(network);
	}

	@Override
	public IoHandlerFactory ioHandlers() {
		return LocalIoHandler.newFactory();
	}

	@Override
	public void configure(ServerBootstrap bootstrap) {
		bootstrap.channelFactory(() -> new MemoryServerChannel(this.listeners));
		bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
	}

	@Override
	public void configure(Bootstrap bootstrap) {
		bootstrap.channelFactory(() -> new MemoryChannel(this.listeners));
		bootstrap.option(ChannelOption.ALLOW_HALF_CLOSURE, true);
	}

	@Override
	public List<SocketAddress> resolve(HostPort address) {
		int port = (address.port() == 0) ? this.listeners.nextPort() : address.port();
		return List.of(new LocalAddress(new HostPort(address.host(), port).toString()));
	}

	@Override
	public SocketAddress nextLocalAddress() {
		return this.listeners.nextAddress();
	}

	@Override
	public HostPort describe(SocketAddress address) {
		return HostPort.parse(((LocalAddress) address).id());
	}

	@Override
	public boolean isLocal(SocketAddress address) {
		return true;
	}

	@Override
	public String toString() {
		return "in-memory";
	}

}
