package io.noise.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signing, and what must not verify.
 */
class SignatureTests {

	private static final HexFormat hex = HexFormat.of();

	/** The order of the base point: 2^252 + 27742317777372353535851937790883648493. */
	private static final BigInteger ORDER = BigInteger.ONE.shiftLeft(252)
		.add(new BigInteger("27742317777372353535851937790883648493"));

	private static final byte[] message = "noise".getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path directory;

	static Stream<List<String>> rfc8032() throws IOException {
		return KeyFiles.text("rfc8032.txt")
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> Arrays.stream(line.split(" ")).map((field) -> field.equals("-") ? "" : field).toList());
	}

	@ParameterizedTest
	@MethodSource("rfc8032")
	void sign_vectorsOfRfc8032_givesTheirKeysAndSignatures(List<String> vector) throws IOException {
		byte[] seed = hex.parseHex(vector.get(0));
		Identity identity = Identity
			.load(KeyFiles.write(this.directory.resolve("key.pem"), KeyFiles.pem(Pkcs8.write(seed))));
		byte[] signed = hex.parseHex(vector.get(2));
		assertThat(hex.formatHex(identity.id().bytes())).isEqualTo(vector.get(1));
		assertThat(hex.formatHex(identity.sign(signed))).isEqualTo(vector.get(3));
		assertThat(identity.id().verify(signed, hex.parseHex(vector.get(3)))).isTrue();
	}

	@Test
	void verify_everyFlippedBit_isFalse() {
		Identity identity = Identity.generate();
		byte[] signature = identity.sign(message);
		for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
			byte[] flipped = signature.clone();
			flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
			assertThat(identity.id().verify(message, flipped)).as("bit %d", bit).isFalse();
		}
		assertThat(identity.id().verify(message, signature)).isTrue();
	}

	@Test
	void verify_anotherMessageOrNode_isFalse() {
		Identity identity = Identity.generate();
		byte[] signature = identity.sign(message);
		assertThat(identity.id().verify(new byte[0], signature)).isFalse();
		assertThat(Identity.generate().id().verify(message, signature)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 32, 63, 65, 128 })
	void verify_signatureOfAnotherLength_isFalse(int length) {
		Identity identity = Identity.generate();
		assertThat(identity.id().verify(message, Arrays.copyOf(identity.sign(message), length))).isFalse();
	}

	@Test
	void verify_sNotBelowTheOrder_isFalse() {
		Identity identity = Identity.generate();
		byte[] signature = identity.sign(message);
		BigInteger s = littleEndian(Arrays.copyOfRange(signature, 32, 64));
		assertThat(identity.id().verify(message, withS(signature, s))).isTrue();
		for (BigInteger tooLarge : List.of(s.add(ORDER), s.add(ORDER.shiftLeft(1)), ORDER,
				BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE))) {
			assertThat(identity.id().verify(message, withS(signature, tooLarge))).as("S = %s", tooLarge).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "0100000000000000000000000000000000000000000000000000000000000000",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"0000000000000000000000000000000000000000000000000000000000000000",
			"0000000000000000000000000000000000000000000000000000000000000080",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85" })
	void verify_pointOfSmallOrder_isFalseWhereTheJdkIsFooled(String key) throws GeneralSecurityException {
		// R is the neutral point and S is 0: right whenever the hash is a multiple of the
		// key's order.
		byte[] forged = new byte[64];
		forged[0] = 1;
		List<byte[]> fooling = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			byte[] candidate = { (byte) i };
			if (jdkVerifies(hex.parseHex(key), candidate, forged)) {
				fooling.add(candidate);
			}
		}
		assertThat(fooling).isNotEmpty();
		NodeId id = NodeId.of(hex.parseHex(key));
		assertThat(fooling).noneMatch((candidate) -> id.verify(candidate, forged));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0100000000000000000000000000000000000000000000000000000000000080",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
			"f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" })
	void passes_encodingThatIsNotCanonical_isFalse(String key) {
		byte[] forged = new byte[64];
		forged[0] = 1;
		assertThat(PublicKeyCheck.passes(hex.parseHex(key))).isFalse();
		assertThat(NodeId.of(hex.parseHex(key)).verify(message, forged)).isFalse();
	}

	@Test
	void verify_noPointOfTheCurve_isFalse() {
		byte[] key = new byte[NodeId.BYTES];
		key[0] = 2;
		assertThat(PublicKeyCheck.passes(key)).isTrue();
		assertThat(NodeId.of(key).verify(message, Identity.generate().sign(message))).isFalse();
	}

	@Test
	void passes_keysOfHonestNodes_isTrue() {
		for (int i = 0; i < 100; i++) {
			assertThat(PublicKeyCheck.passes(Identity.generate().id().bytes())).isTrue();
		}
	}

	private static boolean jdkVerifies(byte[] key, byte[] message, byte[] signature) throws GeneralSecurityException {
		byte[] encoded = hex.parseHex("302a300506032b6570032100" + hex.formatHex(key));
		Signature verifier = Signature.getInstance("Ed25519");
		verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
		verifier.update(message);
		return verifier.verify(signature);
	}

	private static BigInteger littleEndian(byte[] bytes) {
		return new BigInteger(1, reversed(bytes));
	}

	private static byte[] withS(byte[] signature, BigInteger s) {
		byte[] bytes = hex.parseHex("%064x".formatted(s));
		byte[] changed = signature.clone();
		System.arraycopy(reversed(bytes), 0, changed, 32, 32);
		return changed;
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

}
