package io.noise.record;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * Addresses: of resources as text, of hosts as bytes, without their names and scopes.
 * Nothing is looked up.
 */
final class Addresses {

	private static final int LENGTH_BYTES = 4;

	private static final int IPV4_BYTES = 4;

	private static final int IPV6_BYTES = 16;

	private Addresses() {
	}

	/** A URI, not all of which are text that UTF-8 can hold. */
	static Scalar<URI> uri() {
		return new Scalar<>(URI.class, LENGTH_BYTES, (out, uri) -> out.writeString(uri.toString()), Addresses::readUri);
	}

	static Scalar<InetAddress> host() {
		return new Scalar<>(InetAddress.class, 1 + IPV4_BYTES, Addresses::writeHost, Addresses::readHost);
	}

	private static URI readUri(PayloadReader in) {
		int at = in.offset();
		String text = in.readString();
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			throw new PayloadException("URI at offset " + at + ": " + ex.getReason() + " at index " + ex.getIndex()
					+ " (expected: a URI of RFC 2396)");
		}
	}

	private static void writeHost(PayloadWriter out, InetAddress host) {
		byte[] address = host.getAddress();
		out.writeByte(address.length).writeRaw(address, 0, address.length);
	}

	private static InetAddress readHost(PayloadReader in) {
		int at = in.offset();
		int length = in.readUnsignedByte();
		if (length != IPV4_BYTES && length != IPV6_BYTES) {
			throw new PayloadException("IP address at offset " + at + ": " + length + " bytes (expected: " + IPV4_BYTES
					+ " or " + IPV6_BYTES + ")");
		}
		try {
			return InetAddress.getByAddress(in.readRaw(length));
		}
		catch (UnknownHostException ex) {
			throw new PayloadException("IP address at offset " + at + ": " + ex.getMessage(), ex);
		}
	}

}
