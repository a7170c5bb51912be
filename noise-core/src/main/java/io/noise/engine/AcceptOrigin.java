package io.noise.engine;

import java.util.List;

import io.noise.limit.IpPrefix;
import org.jspecify.annotations.Nullable;

/**
 * The origin of an inbound connection, as limits count it.
 *
 * @param address the IP address; of IPv6 its /56, since the holder of one address of it
 * holds them all
 * @param network the /48 of an IPv6 address; null for any other
 * @param counted whether the limits per address apply to it
 */
record AcceptOrigin(Object address, @Nullable Object network, boolean counted) {

	private static final int IPV4_BYTES = 4;

	private static final int ADDRESS_BITS = 56;

	private static final int NETWORK_BITS = 48;

	/**
	 * Returns the origin of a remote host.
	 * @param host an IP address; any other text is an address of its own
	 * @param exempt the addresses that are not counted, besides loopback
	 */
	static AcceptOrigin of(String host, List<IpPrefix> exempt) {
		int zone = host.indexOf('%');
		byte[] ip = IpPrefix.bytes((zone < 0) ? host : host.substring(0, zone));
		if (ip == null) {
			return new AcceptOrigin(host, null, true);
		}
		boolean counted = !IpPrefix.isLoopback(ip) && exempt.stream().noneMatch((range) -> range.contains(ip));
		return (ip.length == IPV4_BYTES) ? new AcceptOrigin(IpPrefix.of(ip, IPV4_BYTES * Byte.SIZE), null, counted)
				: new AcceptOrigin(IpPrefix.of(ip, ADDRESS_BITS), IpPrefix.of(ip, NETWORK_BITS), counted);
	}

}
