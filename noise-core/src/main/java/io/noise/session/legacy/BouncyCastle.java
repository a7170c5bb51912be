package io.noise.session.legacy;

/**
 * Checks that BouncyCastle is there. The JDK offers no arithmetic on the curve of
 * Ed25519, so this session needs it; applications that use another one do not.
 */
public final class BouncyCastle {

	private static final String NEEDED = "org.bouncycastle.math.ec.rfc8032.Ed25519";

	private BouncyCastle() {
	}

	/**
	 * Asks for it. To be called before any class that uses it is loaded, best when a node
	 * is built.
	 * @throws IllegalStateException if the application has not got it
	 */
	public static void require() {
		try {
			Class.forName(NEEDED, false, BouncyCastle.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException("BouncyCastle: class " + NEEDED
					+ " not found (expected: the dependency org.bouncycastle:bcprov-jdk18on, which the session"
					+ " legacy and its protocol blocks need)", ex);
		}
	}

}
