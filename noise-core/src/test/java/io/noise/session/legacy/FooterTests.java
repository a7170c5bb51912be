package io.noise.session.legacy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.legacy.LegacyException.Fault;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The signatures of the original, after its messages.
 */
class FooterTests {

	private static final HexFormat hex = HexFormat.of();

	static Stream<JsonNode> signed() {
		return Vectors.read("eddsa.json").get("signed").valueStream();
	}

	static Stream<JsonNode> verify() {
		return Vectors.read("eddsa.json").get("verify").valueStream();
	}

	static Stream<JsonNode> weakKeys() {
		return Vectors.read("ecdh.json")
			.get("cases")
			.valueStream()
			.filter((
					vector) -> vector.get("case").asString().matches("(small order|not on the curve|non-canonical).*"));
	}

	private static byte[] bytes(JsonNode vector, String field) {
		return hex.parseHex(vector.get(field).asString());
	}

	private static FooterSigner signer(JsonNode vector) {
		return FooterSigner.of(Arrays.copyOf(bytes(vector, "private"), 32));
	}

	@ParameterizedTest
	@MethodSource("signed")
	void sign_whatTheOriginalSigned_givesItsFooter(JsonNode vector) {
		FooterSigner signer = signer(vector);
		PayloadWriter footer = new PayloadWriter();
		signer.sign(bytes(vector, "signed"), footer);
		assertThat(hex.formatHex(footer.toBytes())).isEqualTo(vector.get("footer").asString());
		assertThat(hex.formatHex(signer.publicKey())).isEqualTo(vector.get("public").asString());
	}

	@ParameterizedTest
	@MethodSource("signed")
	void verify_whatTheOriginalSigned_readsItsFooterAndNoMore(JsonNode vector) {
		PayloadReader in = PayloadReader.of(hex.parseHex(vector.get("footer").asString() + "ff"));
		FooterVerifier.of(bytes(vector, "public")).verify(bytes(vector, "signed"), in);
		assertThat(in.remaining()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("verify")
	void verify_whatTheOriginalWasGiven_saysTheSameOrIsStricter(JsonNode vector) {
		String name = vector.get("case").asString();
		byte[] footer = new PayloadWriter().writeBytes(bytes(vector, "signature")).toBytes();
		Runnable verify = () -> FooterVerifier.of(bytes(vector, "public"))
			.verify(bytes(vector, "message"), PayloadReader.of(footer));
		switch (name) {
			case "good" -> assertThatCode(verify::run).doesNotThrowAnyException();
			case "63 bytes", "65 bytes", "empty" ->
				assertThatExceptionOfType(PayloadException.class).isThrownBy(verify::run);
			case "short public key" -> assertRefused(Fault.UNSOUND_KEY, verify);
			default -> assertRefused(Fault.BAD_SIGNATURE, verify);
		}
		assertThat(vector.get("ok").asBoolean()).isEqualTo(name.equals("good") || name.equals("S + L"));
	}

	@ParameterizedTest
	@MethodSource("weakKeys")
	void of_aKeyThatAnybodyCanSignFor_isRefused(JsonNode vector) {
		assertRefused(Fault.UNSOUND_KEY, () -> FooterVerifier.of(bytes(vector, "public")));
	}

	@Test
	void of_theWholePrivateKeyOfTheOriginal_saysThatItsSeedIsExpected() {
		byte[] both = bytes(signed().findFirst().orElseThrow(), "private");
		assertThatIllegalArgumentException().isThrownBy(() -> FooterSigner.of(both))
			.withMessage("private key: 64 bytes (expected: 32, an Ed25519 seed)");
	}

	private static void assertRefused(Fault fault, Runnable verify) {
		assertThatExceptionOfType(LegacyException.class).isThrownBy(verify::run)
			.extracting(LegacyException::fault)
			.isEqualTo(fault);
	}

}
