package io.noise.engine;

import java.util.Locale;
import java.util.Optional;

import io.noise.identity.NodeId;
import io.noise.transport.HostPort;

/**
 * An address to dial: {@code host:port}, or {@code id@host:port} to accept only one node
 * there.
 *
 * @param pinned the only node that is accepted at the address; empty for any
 * @param target the host and port to dial
 */
record DialAddress(Optional<NodeId> pinned, HostPort target) {

	private static final char PIN = '@';

	/**
	 * Parses an address.
	 * @throws IllegalArgumentException if the text is no address; the message says what
	 * was expected
	 */
	static DialAddress parse(String text) {
		int end = text.indexOf(PIN);
		if (end < 0) {
			return new DialAddress(Optional.empty(), HostPort.parse(text));
		}
		HostPort target = HostPort.parse(text.substring(end + 1));
		return new DialAddress(Optional.of(id(text.substring(0, end))), target);
	}

	private static NodeId id(String text) {
		try {
			return NodeId.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(ex.getMessage() + ", before the @ of id@host:port", ex);
		}
	}

	/**
	 * Returns host and port alone, in lower case.
	 */
	String place() {
		return this.target.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the form that {@link #parse} reads.
	 */
	@Override
	public String toString() {
		return this.pinned.map((id) -> id.toString() + PIN).orElse("") + this.target;
	}

}
