package io.noise;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

import io.netty.util.NetUtil;
import io.noise.transport.HostPort;

/**
 * Which address a node tells others when it is bound to all of them.
 */
final class OwnAddress {

	private static final String LOOPBACK = "127.0.0.1";

	private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

	private OwnAddress() {
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
	 * The first address of this machine that others may reach: not loopback nor
	 * link-local, IPv4 before IPv6; 127.0.0.1 where there is none.
	 */
	static String reachable() {
		try {
			return firstOfThisMachine().map(NetUtil::toAddressString).orElse(LOOPBACK);
		}
		catch (SocketException ex) {
			return LOOPBACK;
		}
	}

	private static Optional<InetAddress> firstOfThisMachine() throws SocketException {
		return NetworkInterface.networkInterfaces()
			.filter(OwnAddress::isUp)
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
