package io.noise.session.secure;

import java.util.Arrays;

import javax.crypto.SecretKey;

/**
 * A secret key whose bytes are overwritten when it is destroyed, which the JDK's own
 * {@code SecretKeySpec} cannot do. The copies that a {@code Cipher} or {@code Mac} makes
 * of it are out of reach: they stay in memory until that object is collected.
 */
final class WipeableKey implements SecretKey {

	private static final long serialVersionUID = 1L;

	private final String algorithm;

	private final transient byte[] bytes;

	private boolean destroyed;

	/**
	 * A key.
	 * @param algorithm as the JDK names it
	 * @param bytes where the key lies, from the first byte on; copied
	 * @param length how many bytes of it are the key
	 */
	WipeableKey(String algorithm, byte[] bytes, int length) {
		this.algorithm = algorithm;
		this.bytes = Arrays.copyOf(bytes, length);
	}

	@Override
	public String getAlgorithm() {
		return this.algorithm;
	}

	@Override
	public String getFormat() {
		return "RAW";
	}

	/** A copy, since some versions of the JDK wipe what they are given. */
	@Override
	public byte[] getEncoded() {
		if (this.destroyed) {
			throw new IllegalStateException("key: destroyed (expected: not used any more)");
		}
		return this.bytes.clone();
	}

	@Override
	public void destroy() {
		this.destroyed = true;
		Secrets.wipe(this.bytes);
	}

	@Override
	public boolean isDestroyed() {
		return this.destroyed;
	}

	@Override
	public String toString() {
		return "WipeableKey[" + this.algorithm + "]";
	}

}
