package io.noise.transport;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;

/**
 * Connections in memory, under hosts and ports. An address is its text.
 */
final class InMemoryTransport implements Transport {

	private static final String EPHEMERAL_HOST = "127.0.0.1";

	private static final int FIRST_EPHEMERAL_PORT = 49_152;

	private static final int EPHEMERAL_PORTS = 65_536 - FIRST_EPHEMERAL_PORT;

	private final AtomicInteger ephemeralPorts = new AtomicInteger();

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
	}

	@Override
	public void configure(Bootstrap bootstrap) {
		bootstrap.channelFactory(() -> new MemoryChannel(this.listeners));
	}

	@Override
	public List<SocketAddress> resolve(HostPort address) {
		int port = (address.port() == 0) ? nextPort() : address.port();
		return List.of(new LocalAddress(new HostPort(address.host(), port).toString()));
	}

	@Override
	public SocketAddress nextLocalAddress() {
		return new LocalAddress(new HostPort(EPHEMERAL_HOST, nextPort()).toString());
	}

	private int nextPort() {
		return FIRST_EPHEMERAL_PORT + Math.floorMod(this.ephemeralPorts.getAndIncrement(), EPHEMERAL_PORTS);
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
