package io.noise.session.secure;

import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The vectors of RFC 5869, appendices A.1 to A.3.
 */
class HkdfTests {

	private static final HexFormat hex = HexFormat.of();

	static Stream<Arguments> vectors() {
		return Stream.of(
				Arguments.of("0b".repeat(22), "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9",
						"077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
						"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
				Arguments.of(counting(0x00, 80), counting(0x60, 80), counting(0xb0, 80),
						"06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
						"b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
								+ "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
								+ "cc30c58179ec3e87c14c01d5c1f3434f1d87"),
				Arguments.of("0b".repeat(22), "", "",
						"19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
						"8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
	}

	private static String counting(int from, int length) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append(hex.toHexDigits((byte) (from + i)));
		}
		return text.toString();
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void extractAndExpand_giveTheBytesOfTheRfc(String input, String salt, String info, String key, String output) {
		byte[] extracted = Hkdf.extract(Hash.SHA256, hex.parseHex(salt), hex.parseHex(input));
		assertThat(hex.formatHex(extracted)).isEqualTo(key);
		byte[] expanded = Hkdf.expand(Hash.SHA256, extracted, hex.parseHex(info), output.length() / 2);
		assertThat(hex.formatHex(expanded)).isEqualTo(output);
	}

	@Test
	void derive_isExtractAndExpandInTwoPieces() {
		byte[] salt = TestKeys.bytes(1);
		byte[] input = TestKeys.bytes(2);
		byte[][] outputs = Hkdf.derive(Hash.SHA256, salt, input);
		byte[] whole = Hkdf.expand(Hash.SHA256, Hkdf.extract(Hash.SHA256, salt, input), new byte[0], 64);
		assertThat(outputs).hasDimensions(2, 32);
		assertThat(hex.formatHex(outputs[0]) + hex.formatHex(outputs[1])).isEqualTo(hex.formatHex(whole));
	}

	@Test
	void expand_moreThanTheRfcAllows_isRefused() {
		byte[] key = new byte[32];
		assertThat(Hkdf.expand(Hash.SHA256, key, new byte[0], 8160)).hasSize(8160);
		assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.expand(Hash.SHA256, key, new byte[0], 8161))
			.withMessage("HKDF output: 8161 bytes (expected: at most 8160)");
	}

}
