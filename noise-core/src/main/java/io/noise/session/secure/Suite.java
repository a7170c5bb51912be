package io.noise.session.secure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

import io.noise.crypto.Jca;
import org.jspecify.annotations.Nullable;

/**
 * The ciphers to choose from, section 12 of the Noise specification. Both have keys of 32
 * bytes, tags of 16 and nonces of 12: four zero bytes, then the 64-bit counter in the
 * cipher's own byte order.
 */
public enum Suite {

	/** AES-256 in Galois/Counter Mode: the fast one where the CPU knows AES. */
	AESGCM(1, "AESGCM", "AES/GCM/NoPadding", "AES", ByteOrder.BIG_ENDIAN) {

		@Override
		AlgorithmParameterSpec parameters(byte[] nonce) {
			return new GCMParameterSpec(TAG_BITS, nonce);
		}

	},

	/** ChaCha20-Poly1305 (RFC 8439): runs in constant time on every CPU. */
	CHACHAPOLY(2, "ChaChaPoly", "ChaCha20-Poly1305", "ChaCha20", ByteOrder.LITTLE_ENDIAN) {

		@Override
		AlgorithmParameterSpec parameters(byte[] nonce) {
			return new IvParameterSpec(nonce);
		}

	};

	private static final int TAG_BITS = 128;

	private static final int NONCE_BYTES = 12;

	private final byte id;

	private final String noiseName;

	private final String transformation;

	private final String keyAlgorithm;

	private final ByteOrder nonceOrder;

	Suite(int id, String noiseName, String transformation, String keyAlgorithm, ByteOrder nonceOrder) {
		this.id = (byte) id;
		this.noiseName = noiseName;
		this.transformation = transformation;
		this.keyAlgorithm = keyAlgorithm;
		this.nonceOrder = nonceOrder;
	}

	/**
	 * The suite that a byte on the wire stands for.
	 * @param id the byte
	 * @return the suite, empty if there is none
	 */
	static Optional<Suite> ofId(byte id) {
		return Arrays.stream(values()).filter((suite) -> suite.id == id).findFirst();
	}

	/**
	 * The byte that stands for the suite on the wire.
	 * @return the byte
	 */
	byte id() {
		return this.id;
	}

	/**
	 * The full name of the protocol, section 8 of the specification.
	 * @param hash its hash function
	 * @return the name, ASCII
	 */
	String protocolName(Hash hash) {
		return "Noise_XX_25519_" + this.noiseName + "_" + hash.name();
	}

	/**
	 * A cipher, not yet initialised.
	 * @param named whose; null for the platform's
	 */
	Cipher cipher(@Nullable Provider named) {
		try {
			return Jca.cipher(this.transformation, named);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(
					this.transformation + ": not in this Java runtime (expected: any JDK from 11 on)", ex);
		}
	}

	/**
	 * The provider with a name, that has all of these.
	 * @throws IllegalArgumentException if it is not installed, or lacks one
	 */
	static Provider provider(String name, List<Suite> suites) {
		Provider provider = Jca.provider(name);
		for (Suite suite : suites) {
			try {
				Jca.cipher(suite.transformation, provider);
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalArgumentException("provider: \"" + name + "\", which has no " + suite.transformation
						+ " (expected: one that has the ciphers of all suites, " + suites + ")", ex);
			}
		}
		return provider;
	}

	/** The key in the first bytes of something longer. */
	WipeableKey key(byte[] bytes, int length) {
		return new WipeableKey(this.keyAlgorithm, bytes, length);
	}

	/** The nonce with the given counter, as the JDK wants it. */
	AlgorithmParameterSpec nonce(long n) {
		byte[] nonce = new byte[NONCE_BYTES];
		ByteBuffer.wrap(nonce).order(this.nonceOrder).putLong(NONCE_BYTES - Long.BYTES, n);
		return parameters(nonce);
	}

	abstract AlgorithmParameterSpec parameters(byte[] nonce);

}
