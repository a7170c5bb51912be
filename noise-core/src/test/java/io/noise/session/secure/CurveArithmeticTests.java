package io.noise.session.secure;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.noise.crypto.FastCurves;
import io.noise.identity.Curves;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The arithmetic of the JDK and that of BouncyCastle: each by the vectors of the RFCs,
 * and both against each other, keys that nobody honest has included.
 */
class CurveArithmeticTests {

	private static final HexFormat hex = HexFormat.of();

	private static final CurveArithmetic jdk = CurveArithmetic.of(Curves.JDK);

	private static final CurveArithmetic bouncyCastle = CurveArithmetic.of(Curves.AUTO);

	/** The order of the group of Ed25519. */
	private static final BigInteger L = BigInteger.TWO.pow(252)
		.add(new BigInteger("27742317777372353535851937790883648493"));

	static Stream<CurveArithmetic> both() {
		return Stream.of(jdk, bouncyCastle);
	}

	@Test
	void auto_isBouncyCastle_whereItIsThere() {
		assertThat(FastCurves.usable()).isNotNull();
		assertThat(bouncyCastle).hasToString("BouncyCastle");
		assertThat(jdk).hasToString("the JDK");
	}

	/** RFC 7748, section 5.2. */
	@ParameterizedTest
	@MethodSource("both")
	void multiply_givesTheBytesOfTheRfc(CurveArithmetic curves) {
		assertThat(multiply(curves, "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
				"e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))
			.isEqualTo("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
		assertThat(multiply(curves, "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
				"e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"))
			.isEqualTo("95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
	}

	private static String multiply(CurveArithmetic curves, String scalar, String u) {
		return hex.formatHex(curves.multiply(hex.parseHex(scalar), hex.parseHex(u)));
	}

	@ParameterizedTest
	@MethodSource("both")
	void multiply_repeated_givesTheBytesOfTheRfc(CurveArithmetic curves) {
		byte[] k = Arrays.copyOf(new byte[] { 9 }, 32);
		byte[] u = k;
		for (int i = 0; i < 1000; i++) {
			byte[] next = curves.multiply(k, u);
			u = k;
			k = next;
		}
		assertThat(hex.formatHex(k)).isEqualTo("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
	}

	@Test
	void multiply_ofAnyKeys_isTheSame() {
		Random random = new Random(7748);
		for (int i = 0; i < 200; i++) {
			byte[] scalar = bytes(random);
			byte[] u = bytes(random);
			assertThat(bouncyCastle.multiply(scalar, u)).isEqualTo(jdk.multiply(scalar, u));
			assertThat(bouncyCastle.publicKey(scalar)).isEqualTo(jdk.publicKey(scalar));
		}
	}

	/** 2^255 - 19 + n is another way to write n, and the highest bit is ignored. */
	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 9, 18 })
	void multiply_ofANonCanonicalKey_isThatOfTheCanonicalOne(int n) {
		byte[] canonical = Arrays.copyOf(new byte[] { (byte) n }, 32);
		byte[] other = new byte[32];
		Arrays.fill(other, (byte) 0xff);
		other[0] = (byte) (0xed + n);
		other[31] = 0x7f;
		byte[] highBit = canonical.clone();
		highBit[31] |= (byte) 0x80;
		byte[] scalar = bytes(new Random(n));
		byte[] expected = jdk.multiply(scalar, canonical);
		assertThat(both()).allSatisfy((curves) -> {
			assertThat(curves.multiply(scalar, other)).isEqualTo(expected);
			assertThat(curves.multiply(scalar, highBit)).isEqualTo(expected);
		});
	}

	/**
	 * The points of small order on the curve and its twist, and other ways to write them.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "0000000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
			"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" })
	void multiply_ofALowOrderKey_isRefused(String u) {
		assertThat(both()).allSatisfy((curves) -> assertThatExceptionOfType(HandshakeException.class)
			.isThrownBy(() -> curves.multiply(bytes(new Random(1)), hex.parseHex(u))));
	}

	@Test
	void signatures_areTheSame_andVerify() {
		Random random = new Random(8032);
		for (int i = 0; i < 50; i++) {
			Identity identity = Identity.generate();
			byte[] message = new byte[random.nextInt(300)];
			random.nextBytes(message);
			byte[] signature = jdk.sign(identity, message);
			assertThat(bouncyCastle.sign(identity, message)).isEqualTo(signature);
			assertThat(both()).allSatisfy((curves) -> {
				assertThat(curves.verify(identity.id(), message, signature)).isTrue();
				assertThat(curves.verify(Identity.generate().id(), message, signature)).isFalse();
			});
			int bit = random.nextInt(8 * signature.length);
			signature[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThat(both())
				.allSatisfy((curves) -> assertThat(curves.verify(identity.id(), message, signature)).as("bit " + bit)
					.isFalse());
		}
	}

	/** S + L is S as a number of the group, and yet no signature. */
	@Test
	void signature_withALargerS_isRefused() {
		Identity identity = Identity.generate();
		byte[] message = { 1, 2, 3 };
		byte[] signature = jdk.sign(identity, message);
		byte[] s = reversed(Arrays.copyOfRange(signature, 32, 64));
		byte[] larger = new BigInteger(1, s).add(L).toByteArray();
		byte[] fitted = reversed(larger);
		System.arraycopy(Arrays.copyOf(fitted, 32), 0, signature, 32, 32);
		assertThat(both())
			.allSatisfy((curves) -> assertThat(curves.verify(identity.id(), message, signature)).isFalse());
	}

	/** For which a signature of zeros could pass. */
	@Test
	void signature_ofASmallOrderKey_isRefused() {
		byte[] signature = new byte[64];
		signature[0] = 1;
		List<String> keys = List.of("0100000000000000000000000000000000000000000000000000000000000000",
				"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
				"0000000000000000000000000000000000000000000000000000000000000000",
				"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
				"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
		for (String key : keys) {
			NodeId id = NodeId.of(hex.parseHex(key));
			for (byte i = 0; i < 32; i++) {
				byte[] message = { i };
				assertThat(both())
					.allSatisfy((curves) -> assertThat(curves.verify(id, message, signature)).as(key).isFalse());
			}
		}
	}

	private static byte[] bytes(Random random) {
		byte[] bytes = new byte[32];
		random.nextBytes(bytes);
		return bytes;
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

}
