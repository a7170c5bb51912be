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
 * Classifies the hosts of this machine, and chooses the one to advertise where a node is
 * bound to all of them.
 */
final class NodeHosts {

	private static final String LOOPBACK = "127.0.0.1";

	private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

	private static final Set<String> LOCALHOST = Set.of("localhost", "localhost.localdomain", "ip6-localhost",
			"ip6-loopback");

	/** An address for documentation (RFC 5737), routed like any other remote one. */
	private static final String REMOTE = "192.0.2.1";

	/** The same of IPv6 (RFC 3849). */
	private static final String REMOTE_IPV6 = "2001:db8::1";

	private static final int ANY_PORT = 9;

	private NodeHosts() {
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
	 * Whether a configured host is loopback by its text. No name is looked up.
	 */
	static boolean meansLoopback(String host) {
		return isLoopbackHost(host) || LOCALHOST.contains(host.toLowerCase(Locale.ROOT));
	}

	/**
	 * Returns the address of this machine that others can most likely reach: the source
	 * address of its packets to remote hosts, IPv4 before IPv6. Without a route, the
	 * first address that is neither loopback nor link-local; 127.0.0.1 if there is none.
	 */
	static String advertised() {
		return routed(REMOTE).or(() -> routed(REMOTE_IPV6)).orElseGet(NodeHosts::first);
	}

	/** Sends nothing: a connected datagram socket knows its source address. */
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
			.filter(NodeHosts::isUp)
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
