package io.noise.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.util.NetUtil;

/**
 * TCP, whichever way Netty drives it. Small messages leave at once (TCP_NODELAY). Where
 * the platform lets it be tuned (not on kqueue), a host that vanished is noticed by
 * keep-alive probes within 45 seconds even if a session sends nothing. There is no limit
 * on how long what was sent may remain unacknowledged (TCP_USER_TIMEOUT): Linux counts
 * that from the first loss on, whatever arrives meanwhile. The end of the input closes no
 * connection by itself: it is an event, so that it can wait its turn.
 */
final class TcpTransport implements Transport {

	private static final boolean WINDOWS = System.getProperty("os.name", "")
		.toLowerCase(Locale.ROOT)
		.startsWith("windows");

	private final String name;

	private final IoHandlerFactory ioHandlers;

	private final Class<? extends ServerChannel> listenerType;

	private final Class<? extends Channel> connectionType;

	private final Map<ChannelOption<Integer>, Integer> keepAlive;

	TcpTransport(String name, IoHandlerFactory ioHandlers, Class<? extends ServerChannel> listenerType,
			Class<? extends Channel> connectionType, Map<ChannelOption<Integer>, Integer> keepAlive) {
		this.name = name;
		this.ioHandlers = ioHandlers;
		this.listenerType = listenerType;
		this.connectionType = connectionType;
		this.keepAlive = keepAlive;
	}

	@Override
	public IoHandlerFactory ioHandlers() {
		return this.ioHandlers;
	}

	@Override
	public void configure(ServerBootstrap bootstrap) {
		bootstrap.channel(this.listenerType);
		// On Windows this option would let a second process steal a bound port.
		bootstrap.option(ChannelOption.SO_REUSEADDR, !WINDOWS);
		bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
		bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
		bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
		this.keepAlive.forEach(bootstrap::childOption);
	}

	@Override
	public void configure(Bootstrap bootstrap) {
		bootstrap.channel(this.connectionType);
		bootstrap.option(ChannelOption.ALLOW_HALF_CLOSURE, true);
		bootstrap.option(ChannelOption.TCP_NODELAY, true);
		bootstrap.option(ChannelOption.SO_KEEPALIVE, true);
		this.keepAlive.forEach(bootstrap::option);
	}

	@Override
	public List<SocketAddress> resolve(HostPort address) throws UnknownHostException {
		return Arrays.stream(InetAddress.getAllByName(address.host()))
			.<SocketAddress>map((ip) -> new InetSocketAddress(ip, address.port()))
			.toList();
	}

	@Override
	public HostPort describe(SocketAddress address) {
		InetSocketAddress socket = (InetSocketAddress) address;
		InetAddress ip = socket.getAddress();
		return new HostPort((ip != null) ? NetUtil.toAddressString(ip) : socket.getHostString(), socket.getPort());
	}

	@Override
	public boolean isLocal(SocketAddress address) {
		InetAddress ip = ((InetSocketAddress) address).getAddress();
		try {
			return ip.isLoopbackAddress() || ip.isAnyLocalAddress() || NetworkInterface.getByInetAddress(ip) != null;
		}
		catch (SocketException ex) {
			return false;
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
