package io.noise.engine;

import java.util.Locale;
import java.util.Optional;

import io.noise.identity.NodeId;
import io.noise.transport.HostPort;

/**
 * What is dialled: {@code host:port}, and perhaps who must be there:
 * {@code id@host:port}.
 *
 * @param pinned the only node that is wanted at the address; empty for any
 * @param target where to dial
 */
record DialAddress(Optional<NodeId> pinned, HostPort target) {

	private static final char PIN = '@';

	/**
	 * Reads an address.
	 * @throws IllegalArgumentException if it is none; the message says what was expected
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
	 * The place alone, the same text however it was written.
	 */
	String place() {
		return this.target.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * The form that {@link #parse} reads.
	 */
	@Override
	public String toString() {
		return this.pinned.map((id) -> id.toString() + PIN).orElse("") + this.target;
	}

}
