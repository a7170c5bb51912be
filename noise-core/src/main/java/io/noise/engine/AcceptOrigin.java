package io.noise.engine;

import java.util.List;

import io.noise.limit.IpPrefix;
import org.jspecify.annotations.Nullable;

/**
 * Where an inbound connection comes from, as limits see it.
 *
 * @param holder the address, of IPv6 its /56: who holds one holds them all
 * @param network of IPv6 its /48; else null
 * @param counted whether limits for each address apply to it
 */
record AcceptOrigin(Object holder, @Nullable Object network, boolean counted) {

	private static final int IPV4_BYTES = 4;

	private static final int HOLDER_BITS = 56;

	private static final int NETWORK_BITS = 48;

	/**
	 * Judges an address.
	 * @param host an IP address; a text that is none is an address of its own
	 * @param exempt what is not counted, besides loopback
	 */
	static AcceptOrigin of(String host, List<IpPrefix> exempt) {
		int zone = host.indexOf('%');
		byte[] address = IpPrefix.bytes((zone < 0) ? host : host.substring(0, zone));
		if (address == null) {
			return new AcceptOrigin(host, null, true);
		}
		boolean counted = !IpPrefix.isLoopback(address)
				&& exempt.stream().noneMatch((range) -> range.contains(address));
		return (address.length == IPV4_BYTES)
				? new AcceptOrigin(IpPrefix.of(address, IPV4_BYTES * Byte.SIZE), null, counted)
				: new AcceptOrigin(IpPrefix.of(address, HOLDER_BITS), IpPrefix.of(address, NETWORK_BITS), counted);
	}

}
