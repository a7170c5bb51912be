package io.noise.session.legacy;

import java.util.HexFormat;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.legacy.LegacyException.Fault;
import io.noise.vectors.Vectors;
import io.noise.wire.FrameEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The handshake of the original, its valid and its invalid messages, and the attacks that
 * it lets through and we do not.
 */
class EcdhHandshakeTests {

	private static final HexFormat hex = HexFormat.of();

	private static final JsonNode vectors = Vectors.read("ecdh.json");

	static Stream<JsonNode> valid() {
		return vectors.get("valid").valueStream();
	}

	static Stream<JsonNode> cases() {
		return vectors.get("cases").valueStream();
	}

	static Stream<JsonNode> orders2To8() {
		return cases().filter((vector) -> vector.get("case").asString().startsWith("small order: order"));
	}

	private static EcdhHandshake handshake(String seed) {
		return EcdhHandshake.of(hex.parseHex(seed), EcdhHandshake.SIGNED_TEXT);
	}

	private static EcdhHandshake me() {
		return handshake(vectors.get("me").get("seed").asString());
	}

	private static HandshakeMessage message(String publicKey, String signature) {
		return new HandshakeMessage(hex.parseHex(publicKey), hex.parseHex(signature));
	}

	/** The message of a peer that sends these fields, read from the wire. */
	private static HandshakeMessage received(JsonNode vector) {
		byte[] payload = new PayloadWriter().writeBytes(hex.parseHex(vector.get("public").asString()))
			.writeBytes(hex.parseHex(vector.get("signature").asString()))
			.toBytes();
		return HandshakeMessage.read(PayloadReader.of(payload));
	}

	private static String frame(HandshakeMessage message) {
		PayloadWriter body = new PayloadWriter().writeByte(1);
		message.write(body);
		ByteBuf frame = Unpooled.buffer();
		FrameEncoder.encode(body.toBytes(), frame);
		return ByteBufUtil.hexDump(frame);
	}

	@Test
	void text_isThatOfTheOriginal() {
		assertThat(EcdhHandshake.SIGNED_TEXT).isEqualTo(vectors.get("message").asString());
	}

	@ParameterizedTest
	@MethodSource("valid")
	void message_ofASeed_isTheFrameOfTheOriginal(JsonNode pair) {
		try (EcdhHandshake a = handshake(pair.get("a_seed").asString())) {
			assertThat(frame(a.message())).isEqualTo(pair.get("a_frame_opcode_1").asString());
		}
	}

	@ParameterizedTest
	@MethodSource("valid")
	void agree_withAnHonestPeer_givesTheSecretOfTheOriginal(JsonNode pair) {
		HandshakeMessage b = message(pair.get("b_public").asString(), pair.get("b_signature").asString());
		try (EcdhHandshake a = handshake(pair.get("a_seed").asString()); SharedSecret secret = a.agree(b)) {
			assertThat(hex.formatHex(secret.bytes())).isEqualTo(pair.get("shared").asString());
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void agree_whatTheOriginalWasGiven_isAcceptedWhereHonestAndRefusedElsewhere(JsonNode vector) {
		String name = vector.get("case").asString();
		EcdhHandshake me = me();
		if (name.equals("good")) {
			SharedSecret secret = me.agree(received(vector));
			assertThat(hex.formatHex(secret.bytes())).isEqualTo(vector.get("shared_with_me").asString());
		}
		else if (hasWrongLength(vector)) {
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> received(vector));
		}
		else {
			HandshakeMessage theirs = received(vector);
			assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> me.agree(theirs))
				.extracting(LegacyException::fault)
				.isEqualTo(fault(name));
		}
	}

	private static boolean hasWrongLength(JsonNode vector) {
		return vector.get("public").asString().length() != 64 || vector.get("signature").asString().length() != 128;
	}

	private static Fault fault(String name) {
		boolean key = Stream.of("not on the curve", "non-canonical", "small order").anyMatch(name::startsWith);
		return key ? Fault.UNSOUND_KEY : Fault.BAD_SIGNATURE;
	}

	@Test
	void cases_acceptedByTheOriginal_areTenOfWhichOneIsHonest() {
		assertThat(cases()).hasSize(27).filteredOn((vector) -> vector.get("accepted").asBoolean()).hasSize(10);
	}

	@Test
	void agree_ourOwnMessage_isRefusedAsEcho() {
		JsonNode reflection = vectors.get("reflection");
		assertThat(reflection.get("accepted").asBoolean()).isTrue();
		EcdhHandshake handshake = handshake(reflection.get("seed").asString());
		HandshakeMessage back = received(reflection);
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> handshake.agree(back))
			.withMessageContaining("our own came back")
			.extracting(LegacyException::fault)
			.isEqualTo(Fault.ECHO);
	}

	/** A sound key with a point of small order added to it has the same secret. */
	@ParameterizedTest
	@MethodSource("orders2To8")
	void agree_aKeyOfMixedOrder_isRefused(JsonNode vector) {
		JsonNode good = cases().findFirst().orElseThrow();
		EdwardsPoint mixed = EdwardsPoint.decode(hex.parseHex(good.get("public").asString())).orElseThrow();
		mixed.add(EdwardsPoint.decode(hex.parseHex(vector.get("public").asString())).orElseThrow());
		byte[] seed = hex.parseHex(vectors.get("me").get("seed").asString());
		assertThat(EdwardsLadder.multiply(seed, mixed.encode()).map(hex::formatHex))
			.contains(good.get("shared_with_me").asString());
		HandshakeMessage theirs = new HandshakeMessage(mixed.encode(), hex.parseHex(good.get("signature").asString()));
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> me().agree(theirs))
			.extracting(LegacyException::fault)
			.isEqualTo(Fault.UNSOUND_KEY);
	}

	@Test
	void secret_thatAllTheWorldKnows_isRefused() {
		byte[] neutral = new EdwardsPoint().encode();
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> SharedSecret.of(neutral))
			.extracting(LegacyException::fault)
			.isEqualTo(Fault.UNSOUND_KEY);
	}

	@Test
	void start_eachTime_makesAnotherKeyAndBothAgree() {
		try (EcdhHandshake a = EcdhHandshake.start("text of our own");
				EcdhHandshake b = EcdhHandshake.start("text of our own")) {
			assertThat(a.message().publicKey()).isNotEqualTo(b.message().publicKey());
			SharedSecret ours = a.agree(b.message());
			SharedSecret theirs = b.agree(a.message());
			assertThat(ours.bytes()).isEqualTo(theirs.bytes());
		}
	}

	@Test
	void agree_whoSignsAnotherText_isRefused() {
		EcdhHandshake other = EcdhHandshake.start("another text");
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> me().agree(other.message()))
			.extracting(LegacyException::fault)
			.isEqualTo(Fault.BAD_SIGNATURE);
	}

	@Test
	void agree_afterARefusal_isNotTriedAgain() {
		EcdhHandshake me = me();
		HandshakeMessage echo = me.message();
		assertThatExceptionOfType(LegacyException.class).isThrownBy(() -> me.agree(echo));
		HandshakeMessage good = received(cases().findFirst().orElseThrow());
		assertThatIllegalStateException().isThrownBy(() -> me.agree(good)).withMessageContaining("handshake: over");
	}

	@Test
	void of_aSeed_wipesItWhenTheHandshakeIsOver() {
		byte[] seed = hex.parseHex(vectors.get("me").get("seed").asString());
		EcdhHandshake me = EcdhHandshake.of(seed, EcdhHandshake.SIGNED_TEXT);
		assertThat(seed).isNotEqualTo(new byte[32]);
		me.agree(received(cases().findFirst().orElseThrow()));
		assertThat(seed).isEqualTo(new byte[32]);
	}

	@Test
	void readAll_anyPartOfAHandshake_isRefused() {
		PayloadWriter whole = new PayloadWriter();
		me().message().write(whole);
		assertThat(whole.size()).isEqualTo(HandshakeMessage.BYTES).isEqualTo(104);
		for (int length = 0; length < HandshakeMessage.BYTES; length++) {
			PayloadReader in = PayloadReader.of(whole.toBytes(), 0, length);
			PayloadReader same = PayloadReader.of(whole.toBytes(), 0, length);
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> HandshakeMessage.readAll(in));
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> HandshakeMessage.read(same));
		}
	}

	@Test
	void readAll_withAByteBehind_isRefused() {
		PayloadWriter surplus = new PayloadWriter();
		me().message().write(surplus);
		byte[] payload = surplus.writeByte(0).toBytes();
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> HandshakeMessage.readAll(PayloadReader.of(payload)))
			.withMessage("handshake: 105 bytes (expected: 104)");
		PayloadReader in = PayloadReader.of(payload);
		HandshakeMessage.read(in);
		assertThat(in.remaining()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000000", "1f000000", "21000000", "ffffff7f", "ffffffff", "20000001" })
	void read_anotherNumberOfBytes_isRefusedBeforeTheyAreCopied(String number) {
		byte[] payload = hex.parseHex(number + "00".repeat(100));
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> HandshakeMessage.readAll(PayloadReader.of(payload)))
			.withMessageMatching("handshake public key at offset 0: [0-9]+ bytes \\(expected: 32\\)");
	}

}
