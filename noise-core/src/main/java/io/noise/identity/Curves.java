package io.noise.identity;

/**
 * The arithmetic that computes Ed25519 and X25519. All of them give the same bytes.
 */
public enum Curves {

	/**
	 * BouncyCastle's, several times as fast, where the application has a current
	 * {@code org.bouncycastle:bcprov-jdk18on}; else the JDK's.
	 */
	AUTO,

	/** The JDK's. */
	JDK

}
