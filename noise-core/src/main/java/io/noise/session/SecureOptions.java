package io.noise.session;

import java.util.List;
import java.util.Objects;

import io.noise.identity.Curves;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@code secure} session: what both ends must be able to agree on, and
 * what computes at this one.
 *
 * @param suites the ciphers that this end takes, the most wanted first. Default: all
 * @param network a name that both ends must share; it keeps apart what should not meet,
 * such as test and production, and is no secret. Default: empty
 * @param provider the name of the security provider whose ciphers seal. Default: null,
 * for the platform's own (SunJCE) where it is installed, whichever provider stands first:
 * others can be many times slower
 * @param curves the arithmetic of handshakes. Default: {@link Curves#AUTO}
 */
public record SecureOptions(List<Suite> suites, String network, @Nullable String provider, Curves curves) {

	/**
	 * The ciphers, each with keys of 256 bits.
	 */
	public enum Suite {

		/** AES-GCM, the fastest where the processor knows AES, as nearly all do. */
		AESGCM,

		/** ChaCha20-Poly1305, in constant time on every processor. */
		CHACHAPOLY

	}

	/**
	 * Options without a provider.
	 * @param suites the ciphers that this end takes, the most wanted first
	 * @param network a name that both ends must share
	 */
	public SecureOptions(List<Suite> suites, String network) {
		this(suites, network, null, Curves.AUTO);
	}

	/**
	 * Options with the default curves.
	 * @param suites the ciphers that this end takes, the most wanted first
	 * @param network a name that both ends must share
	 * @param provider the name of the security provider whose ciphers seal; null for the
	 * platform's own
	 */
	public SecureOptions(List<Suite> suites, String network, @Nullable String provider) {
		this(suites, network, provider, Curves.AUTO);
	}

	/** Checks and copies. */
	public SecureOptions {
		suites = List.copyOf(suites);
		Objects.requireNonNull(network, "network: null (expected: a name, empty for none)");
		Objects.requireNonNull(curves, "curves: null (expected: AUTO or JDK)");
		if (suites.isEmpty() || suites.stream().distinct().count() != suites.size()) {
			throw new IllegalArgumentException("suites: " + suites + " (expected: at least one, each once)");
		}
	}

	/**
	 * The same with ciphers of a provider.
	 * @param name the name of a provider that is installed when the session is made
	 * @return new options
	 */
	public SecureOptions withProvider(String name) {
		return new SecureOptions(this.suites, this.network,
				Objects.requireNonNull(name, "provider: null (expected: the name of one that is installed)"),
				this.curves);
	}

	/**
	 * The same with another arithmetic of handshakes.
	 * @param arithmetic which one
	 * @return new options
	 */
	public SecureOptions withCurves(Curves arithmetic) {
		return new SecureOptions(this.suites, this.network, this.provider, arithmetic);
	}

	/**
	 * The options that nodes have by default.
	 * @return all suites, the fastest first, and no network
	 */
	public static SecureOptions defaults() {
		return new SecureOptions(List.of(Suite.values()), "");
	}

}
