package io.noise.transport;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;

import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * TCP on the JDK's selectors: runs everywhere.
 */
final class NioTcp {

	private NioTcp() {
	}

	static TcpTransport transport() {
		return new TcpTransport("nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class,
				keepAlive());
	}

	private static Map<ChannelOption<Integer>, Integer> keepAlive() {
		if (!supports(ExtendedSocketOptions.TCP_KEEPIDLE)) {
			return Map.of();
		}
		return TcpKeepAlive.options(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
				NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
				NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));
	}

	private static boolean supports(SocketOption<?> option) {
		try (SocketChannel probe = SocketChannel.open()) {
			Set<SocketOption<?>> supported = probe.supportedOptions();
			return supported.contains(option);
		}
		catch (IOException ex) {
			return false;
		}
	}

}
