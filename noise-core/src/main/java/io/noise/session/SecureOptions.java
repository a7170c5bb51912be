package io.noise.session;

import java.util.List;
import java.util.Objects;

/**
 * What both ends of a {@code secure} session must be able to agree on.
 *
 * @param suites the ciphers that this end takes, the most wanted first. Default: all
 * @param network a name that both ends must share; it keeps apart what should not meet,
 * such as test and production, and is no secret. Default: empty
 */
public record SecureOptions(List<Suite> suites, String network) {

	/**
	 * The ciphers, each with keys of 256 bits.
	 */
	public enum Suite {

		/** AES-GCM, the fastest where the processor knows AES, as nearly all do. */
		AESGCM,

		/** ChaCha20-Poly1305, in constant time on every processor. */
		CHACHAPOLY

	}

	/** Checks and copies. */
	public SecureOptions {
		suites = List.copyOf(suites);
		Objects.requireNonNull(network, "network: null (expected: a name, empty for none)");
		if (suites.isEmpty() || suites.stream().distinct().count() != suites.size()) {
			throw new IllegalArgumentException("suites: " + suites + " (expected: at least one, each once)");
		}
	}

	/**
	 * What is used where nobody asks for anything else.
	 * @return all suites, the fastest first, and no network
	 */
	public static SecureOptions defaults() {
		return new SecureOptions(List.of(Suite.values()), "");
	}

}
