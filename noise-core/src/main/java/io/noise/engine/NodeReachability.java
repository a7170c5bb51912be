package io.noise.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.netty.util.NetUtil;
import io.noise.transport.HostPort;

/**
 * Which address a node tells others when it is bound to all of them.
 */
final class NodeReachability {

	private static final String LOOPBACK = "127.0.0.1";

	private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

	private static final Set<String> LOCALHOST = Set.of("localhost", "localhost.localdomain", "ip6-localhost",
			"ip6-loopback");

	/** For documentation (RFC 5737, RFC 3849): routed like any address far away. */
	private static final String FAR_AWAY = "192.0.2.1";

	private static final String FAR_AWAY_IPV6 = "2001:db8::1";

	private static final int ANY_PORT = 9;

	private NodeReachability() {
	}

	static boolean isWildcard(String host) {
		return WILDCARDS.contains(host);
	}

	/**
	 * Whether an address, host and port, is one of the machine's own that no other
	 * machine can reach. No name is looked up.
	 */
	static boolean isLoopback(String address) {
		return isLoopbackHost(HostPort.parse(address).host());
	}

	static boolean isLoopbackHost(String host) {
		InetAddress ip = NetUtil.createInetAddressFromIpAddressString(host);
		return ip != null && ip.isLoopbackAddress();
	}

	/**
	 * Whether a host, as it was configured, says by itself that it is loopback.
	 */
	static boolean meansLoopback(String host) {
		return isLoopbackHost(host) || LOCALHOST.contains(host.toLowerCase(Locale.ROOT));
	}

	/**
	 * The address of this machine that others may reach: the one from which its packets
	 * to the rest of the world come, IPv4 before IPv6. Where no way leads there, the
	 * first one that is not loopback nor link-local; 127.0.0.1 where there is none.
	 */
	static String reachable() {
		return routed(FAR_AWAY).or(() -> routed(FAR_AWAY_IPV6)).orElseGet(NodeReachability::first);
	}

	/** Nothing is sent: a datagram socket that is connected knows its own end. */
	private static Optional<String> routed(String to) {
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.connect(new InetSocketAddress(InetAddress.getByName(to), ANY_PORT));
			InetAddress own = socket.getLocalAddress();
			boolean usable = !own.isAnyLocalAddress() && !own.isLoopbackAddress() && !own.isLinkLocalAddress();
			return usable ? Optional.of(NetUtil.toAddressString(own)) : Optional.empty();
		}
		catch (IOException | UncheckedIOException ex) {
			return Optional.empty();
		}
	}

	private static String first() {
		try {
			return firstOfThisMachine().map(NetUtil::toAddressString).orElse(LOOPBACK);
		}
		catch (SocketException ex) {
			return LOOPBACK;
		}
	}

	private static Optional<InetAddress> firstOfThisMachine() throws SocketException {
		return NetworkInterface.networkInterfaces()
			.filter(NodeReachability::isUp)
			.flatMap(NetworkInterface::inetAddresses)
			.filter((ip) -> !ip.isLoopbackAddress() && !ip.isLinkLocalAddress())
			.min(Comparator.comparingInt((ip) -> ip.getAddress().length));
	}

	private static boolean isUp(NetworkInterface network) {
		try {
			return network.isUp();
		}
		catch (SocketException ex) {
			return false;
		}
	}

}
