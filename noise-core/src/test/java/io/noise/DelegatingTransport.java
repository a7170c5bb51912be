package io.noise;

import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.noise.transport.HostPort;
import io.noise.transport.TestTransports;
import io.noise.transport.Transport;

/**
 * TCP, of which a test may override a part.
 */
public class DelegatingTransport implements Transport {

	private final Transport tcp;

	public DelegatingTransport() {
		this(TestTransports.nio());
	}

	public DelegatingTransport(Transport tcp) {
		this.tcp = tcp;
	}

	@Override
	public List<SocketAddress> resolve(HostPort address) throws UnknownHostException {
		return this.tcp.resolve(address);
	}

	@Override
	public IoHandlerFactory ioHandlers() {
		return this.tcp.ioHandlers();
	}

	@Override
	public void configure(ServerBootstrap bootstrap) {
		this.tcp.configure(bootstrap);
	}

	@Override
	public void configure(Bootstrap bootstrap) {
		this.tcp.configure(bootstrap);
	}

	@Override
	public HostPort describe(SocketAddress address) {
		return this.tcp.describe(address);
	}

	@Override
	public boolean isLocal(SocketAddress address) {
		return this.tcp.isLocal(address);
	}

}
