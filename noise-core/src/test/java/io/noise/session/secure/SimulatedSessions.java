package io.noise.session.secure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.noise.identity.Curves;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.session.Session;

/**
 * The {@code secure} session as it is, but for its curves, which cost nothing and protect
 * nothing, and its keys, which come from a seed.
 */
public final class SimulatedSessions {

	private SimulatedSessions() {
	}

	/**
	 * Returns the session of one node.
	 * @param random the source of its keys
	 */
	public static Session secure(Identity identity, RandomGenerator random) {
		return new SecureSession(
				new SecureKeys(identity, List.of(Suite.AESGCM), "", null, FakeCurves.INSTANCE, () -> keyPair(random)));
	}

	private static X25519KeyPair keyPair(RandomGenerator random) {
		byte[] privateKey = new byte[X25519KeyPair.DHLEN];
		random.nextBytes(privateKey);
		return X25519KeyPair.of(FakeCurves.INSTANCE, privateKey);
	}

	/**
	 * Powers modulo a prime in place of points of a curve, and hashes that anybody can
	 * make in place of signatures.
	 */
	private static final class FakeCurves implements CurveArithmetic {

		static final CurveArithmetic INSTANCE = new FakeCurves();

		private static final long PRIME = (1L << 31) - 1;

		private static final byte[] BASE = Arrays.copyOf(new byte[] { 9 }, X25519KeyPair.DHLEN);

		private static final int SIGNATURE_BYTES = 64;

		@Override
		public byte[] publicKey(byte[] scalar) {
			return multiply(scalar, BASE);
		}

		@Override
		public byte[] multiply(byte[] scalar, byte[] u) {
			long exponent = ByteBuffer.wrap(scalar).getLong() & Long.MAX_VALUE;
			long base = Math.floorMod(ByteBuffer.wrap(u).getLong(), PRIME);
			long power = 1;
			for (long bits = exponent; bits > 0; bits >>= 1) {
				power = ((bits & 1) != 0) ? power * base % PRIME : power;
				base = base * base % PRIME;
			}
			return ByteBuffer.allocate(X25519KeyPair.DHLEN).putLong(power).array();
		}

		@Override
		public Curves curves() {
			return Curves.JDK;
		}

		@Override
		public byte[] sign(Identity identity, byte[] statement) {
			return signature(identity.id(), statement);
		}

		private static byte[] signature(NodeId id, byte[] statement) {
			byte[] both = Arrays.copyOf(id.bytes(), NodeId.BYTES + statement.length);
			System.arraycopy(statement, 0, both, NodeId.BYTES, statement.length);
			return Arrays.copyOf(Hash.SHA256.hash(both), SIGNATURE_BYTES);
		}

		@Override
		public boolean verify(NodeId id, byte[] statement, byte[] signature) {
			return Arrays.equals(signature, signature(id, statement));
		}

	}

}
