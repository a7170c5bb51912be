package io.noise.transport;

import io.noise.identity.Identity;

/**
 * A host and a port, as users write them: {@code example.org:3000},
 * {@code 127.0.0.1:3000} or {@code [::1]:3000}. Nothing is looked up here.
 *
 * @param host a name or an IP address; an IPv6 address stands without its brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {

	private static final int MAX_PORT = 65_535;

	private static final int MAX_TEXT_LENGTH = 300;

	private static final String EXPECTED = "host:port or [IPv6]:port, with a port from 1 to 65535";

	/**
	 * Reads an address that can be dialled.
	 * @param text the address
	 * @return its two parts
	 * @throws IllegalArgumentException if it is not an address; the message shows the
	 * text and says what is wrong with it
	 */
	public static HostPort parse(String text) {
		if (text.length() > MAX_TEXT_LENGTH) {
			throw refuse(text.substring(0, MAX_TEXT_LENGTH) + "…", "too long");
		}
		int colon = text.lastIndexOf(':');
		if (colon < 0 || text.endsWith("]")) {
			throw refuse(text, text.isEmpty() ? "empty" : "no port");
		}
		return new HostPort(parseHost(text, text.substring(0, colon)), parsePort(text, text.substring(colon + 1)));
	}

	private static String parseHost(String text, String host) {
		if (host.isEmpty()) {
			throw refuse(text, "no host");
		}
		if (host.startsWith("[") && host.endsWith("]") && isIpv6(host.substring(1, host.length() - 1))) {
			return host.substring(1, host.length() - 1);
		}
		if (host.indexOf(':') >= 0 && isIpv6(host)) {
			throw refuse(text, "an IPv6 address needs brackets before its port");
		}
		if (!host.chars().allMatch(HostPort::isNameCharacter)) {
			throw refuse(text, "no such host can exist");
		}
		return host;
	}

	private static boolean isIpv6(String host) {
		int zone = host.indexOf('%');
		String digits = (zone < 0) ? host : host.substring(0, zone);
		return digits.indexOf(':') >= 0
				&& digits.chars().allMatch((c) -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)
				&& (zone < 0 || host.substring(zone + 1).chars().allMatch(HostPort::isNameCharacter));
	}

	private static boolean isNameCharacter(int c) {
		return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
	}

	private static int parsePort(String text, String port) {
		if (port.isEmpty()) {
			throw refuse(text, "no port");
		}
		boolean digits = port.length() <= 5 && port.chars().allMatch((c) -> c >= '0' && c <= '9');
		int number = digits ? Integer.parseInt(port) : -1;
		if (number < 1 || number > MAX_PORT) {
			throw refuse(text, "impossible port");
		}
		return number;
	}

	private static IllegalArgumentException refuse(String text, String why) {
		String shown = Identity.isPrivateKey(text) ? "a private key, which is not shown" : "\"" + text + "\"";
		return new IllegalArgumentException("address " + shown + ": " + why + " (expected: " + EXPECTED + ")");
	}

	/**
	 * The form that {@link #parse} reads.
	 * @return {@code host:port}, an IPv6 address in brackets
	 */
	@Override
	public String toString() {
		return (this.host.indexOf(':') >= 0) ? "[" + this.host + "]:" + this.port : this.host + ":" + this.port;
	}

}
