package io.noise.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses with a common prefix, such as {@code 10.0.0.0/8}. An IPv4
 * address mapped into IPv6 counts as IPv4.
 */
public final class IpPrefix {

	private final byte[] address;

	private final int bits;

	private IpPrefix(byte[] address, int bits) {
		this.address = address;
		this.bits = bits;
		for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
			address[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
		}
	}

	/**
	 * Parses {@code address/bits}, or a single address.
	 * @throws IllegalArgumentException if the text is neither
	 */
	public static IpPrefix parse(String text) {
		int slash = text.indexOf('/');
		byte[] address = bytes((slash < 0) ? text : text.substring(0, slash));
		int bits = (slash < 0 && address != null) ? address.length * Byte.SIZE : number(text.substring(slash + 1));
		if (address == null || bits < 0 || bits > address.length * Byte.SIZE) {
			throw new IllegalArgumentException(
					"\"" + text + "\": not a range of addresses (expected: such as 10.0.0.0/8, fd00::/8 or 192.0.2.7)");
		}
		return new IpPrefix(address, bits);
	}

	private static int number(String text) {
		return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
	}

	/**
	 * Returns the range of an address.
	 * @param bits the length of the prefix, lowered to that of the address
	 */
	public static IpPrefix of(byte[] address, int bits) {
		return new IpPrefix(address.clone(), Math.min(bits, address.length * Byte.SIZE));
	}

	/**
	 * Parses an IP address without any look-up.
	 * @return 4 or 16 bytes, or null if the text is not an address
	 */
	public static byte @Nullable [] bytes(String host) {
		byte[] raw = NetUtil.createByteArrayFromIpAddressString(host);
		try {
			// The JDK returns four bytes for an IPv4 address mapped into IPv6.
			return (raw != null) ? InetAddress.getByAddress(raw).getAddress() : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	public static boolean isLoopback(byte[] address) {
		try {
			return InetAddress.getByAddress(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	public boolean contains(byte[] other) {
		return other.length == this.address.length && of(other, this.bits).equals(this);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof IpPrefix prefix && this.bits == prefix.bits
				&& Arrays.equals(this.address, prefix.address);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(this.address) + this.bits;
	}

	@Override
	public String toString() {
		return NetUtil.bytesToIpAddress(this.address) + "/" + this.bits;
	}

}
