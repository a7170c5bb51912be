package io.noise.session.secure;

import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Cipher;

import io.noise.identity.Curves;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the handshakes of one session: who this end is, which suites it
 * takes, which network it belongs to, and a static key pair that lives as long as the
 * process.
 */
final class SecureKeys {

	private final Identity identity;

	private final List<Suite> suites;

	private final byte[] network;

	private final @Nullable Provider provider;

	private final CurveArithmetic curves;

	private final Supplier<X25519KeyPair> keyPairs;

	private final Object lock = new Object();

	private volatile @Nullable X25519KeyPair staticKeys;

	SecureKeys(Identity identity, List<Suite> suites, String network) {
		this(identity, suites, network, null, CurveArithmetic.of(Curves.AUTO));
	}

	SecureKeys(Identity identity, List<Suite> suites, String network, @Nullable Provider provider,
			CurveArithmetic curves) {
		this(identity, suites, network, provider, curves, () -> X25519KeyPair.generate(curves));
	}

	/** Takes given key pairs, for tests: first the static one, then ephemeral ones. */
	SecureKeys(Identity identity, List<Suite> suites, String network, Supplier<X25519KeyPair> keyPairs) {
		this(identity, suites, network, null, JdkCurves.INSTANCE, keyPairs);
	}

	/** Takes given key pairs and their arithmetic, for tests. */
	SecureKeys(Identity identity, List<Suite> suites, String network, @Nullable Provider provider,
			CurveArithmetic curves, Supplier<X25519KeyPair> keyPairs) {
		this.provider = provider;
		this.identity = identity;
		this.curves = curves;
		this.keyPairs = keyPairs;
		this.suites = List.copyOf(suites);
		this.network = Preamble.network(network);
	}

	Identity identity() {
		return this.identity;
	}

	/**
	 * The provider of the ciphers; null for the platform's.
	 */
	@Nullable Provider provider() {
		return this.provider;
	}

	/**
	 * What computes: the provider of the cipher that is wanted most, and the arithmetic
	 * of handshakes.
	 */
	String sealing() {
		Cipher cipher = this.suites.get(0).cipher(this.provider);
		return cipher.getAlgorithm() + " of provider " + cipher.getProvider().getName() + ", after handshakes by "
				+ this.curves;
	}

	byte[] network() {
		return this.network.clone();
	}

	List<Integer> suiteIds() {
		return this.suites.stream().map((suite) -> (int) suite.id()).toList();
	}

	/**
	 * The suite that the initiator wants most of those that this end takes.
	 */
	Optional<Suite> firstOf(List<Integer> offered) {
		return offered.stream().flatMap((id) -> this.suites.stream().filter((suite) -> suite.id() == id)).findFirst();
	}

	/**
	 * The suite that the responder chose.
	 * @throws SessionException if it was not offered
	 */
	Suite chosen(int id) {
		return firstOf(List.of(id)).orElseThrow(() -> new SessionException(Fault.HANDSHAKE,
				"suite: " + id + " was chosen (expected: one of " + suiteIds() + ", as offered)"));
	}

	/**
	 * The static key pair, made when it is first asked for: not on an event loop.
	 */
	X25519KeyPair staticKeys() {
		X25519KeyPair made = this.staticKeys;
		if (made != null) {
			return made;
		}
		synchronized (this.lock) {
			made = this.staticKeys;
			if (made == null) {
				made = this.keyPairs.get();
				this.staticKeys = made;
			}
			return made;
		}
	}

	/**
	 * A fresh key pair for one handshake: not on an event loop.
	 */
	X25519KeyPair ephemeralKeys() {
		return this.keyPairs.get();
	}

	/**
	 * Proves who this end is: not on an event loop.
	 * @param role this end's role
	 * @param hash the handshake hash before the message that carries the proof
	 */
	byte[] proof(Role role, byte[] hash) {
		return IdentityProof.make(this.curves, this.identity, role, hash, staticKeys().publicKey());
	}

	/**
	 * Checks the proof of the other end: not on an event loop.
	 * @param proof the payload of its message
	 * @param role the other end's role
	 * @param hash the handshake hash before that message
	 * @param staticKey the other end's static public key
	 * @return who gave it
	 * @throws SessionException if it is none
	 */
	NodeId prover(byte[] proof, Role role, byte[] hash, byte[] staticKey) {
		return IdentityProof.check(this.curves, proof, role, hash, staticKey);
	}

	@Override
	public String toString() {
		return "SecureKeys[" + this.identity + " " + this.suites + "]";
	}

}
