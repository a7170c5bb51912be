package io.noise.transport;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelPromise;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;

/**
 * Netty's local channels, under hosts and ports. An address is its text.
 */
final class InMemoryTransport implements Transport {

	private static final String EPHEMERAL_HOST = "127.0.0.1";

	private static final int FIRST_EPHEMERAL_PORT = 49_152;

	private static final int EPHEMERAL_PORTS = 65_536 - FIRST_EPHEMERAL_PORT;

	private final AtomicInteger ephemeralPorts = new AtomicInteger();

	@Override
	public IoHandlerFactory ioHandlers() {
		return LocalIoHandler.newFactory();
	}

	@Override
	public void configure(ServerBootstrap bootstrap) {
		bootstrap.channelFactory(ListeningChannel::new);
	}

	@Override
	public void configure(Bootstrap bootstrap) {
		bootstrap.channelFactory(DialingChannel::new);
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

	/**
	 * The dialling end of a connection. Once it is closed it remains so; the accepting
	 * end of Netty's, which may be registered a moment later, would open it again.
	 */
	private static final class DialingChannel extends LocalChannel {

		private volatile boolean closed;

		@Override
		protected void doClose() throws Exception {
			try {
				super.doClose();
			}
			finally {
				this.closed = true;
			}
		}

		@Override
		public boolean isOpen() {
			return !this.closed && super.isOpen();
		}

		@Override
		public boolean isActive() {
			return !this.closed && super.isActive();
		}

	}

	/** Accepts connections. */
	private static final class ListeningChannel extends LocalServerChannel {

		@Override
		protected LocalChannel newLocalChannel(LocalChannel dialer) {
			return new AcceptedChannel(this, dialer);
		}

	}

	/**
	 * The accepting end of a connection. Where the dialling end is closed before this one
	 * is in use, it is closed as well; Netty's would stay for ever.
	 */
	private static final class AcceptedChannel extends LocalChannel {

		private final LocalChannel dialer;

		AcceptedChannel(LocalServerChannel parent, LocalChannel dialer) {
			super(parent, dialer);
			this.dialer = dialer;
		}

		@Override
		protected void doRegister(ChannelPromise promise) {
			super.doRegister(promise);
			promise.addListener((registered) -> this.dialer.closeFuture().addListener((closed) -> close()));
		}

	}

}
