package io.noise.session.legacy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.vectors.Vectors;
import io.noise.wire.FrameEncoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole sessions of two nodes of the Go original, recorded between them: from the private
 * keys of one side all its frames are made again, and all of the other side are read.
 */
class TranscriptTests {

	private static final HexFormat hex = HexFormat.of();

	private static final int FOOTER_BYTES = 68;

	@ParameterizedTest
	@CsvSource(textBlock = """
			transcript_ecdh.json,                dialer,   d2l, listener, ,
			transcript_ecdh.json,                listener, l2d, dialer,   ,
			transcript_aead.json,                dialer,   d2l, listener, SHA_256, AES_256_GCM
			transcript_aead.json,                listener, l2d, dialer,   SHA_256, AES_256_GCM
			transcript_aead_chacha_sha512.json,  dialer,   d2l, listener, SHA_512, CHACHA20_POLY1305
			transcript_aead_chacha_sha512.json,  listener, l2d, dialer,   SHA_512, CHACHA20_POLY1305
			transcript_skad_signed.json,         dialer,   d2l, listener, SHA_256, AES_256_GCM
			transcript_skad_signed.json,         listener, l2d, dialer,   SHA_256, AES_256_GCM
			""")
	void inThePlaceOfOneSide_weMakeItsFramesAndReadTheOthers(String file, String us, String ours, String them,
			KeyHash hash, AeadCipher cipher) {
		JsonNode transcript = Vectors.read(file);
		Replay replay = new Replay(transcript.get(us), transcript.get(them), hash, cipher);
		List<JsonNode> frames = transcript.get("frames").valueStream().toList();
		for (JsonNode frame : frames) {
			if (frame.get("dir").asString().equals(ours)) {
				assertThat(wire(replay.send(frame))).isEqualTo(frame.get("wire").asString());
			}
			else {
				replay.receive(frame);
			}
		}
		long sealed = frames.stream().filter((frame) -> frame.has("counter")).count();
		assertThat(replay.sealed + replay.opened).isEqualTo((int) sealed);
		assertThat(sealed > 0).isEqualTo(cipher != null);
		assertThat(replay.signed).isEqualTo(transcript.get("signed").asBoolean());
	}

	private static String wire(byte[] body) {
		ByteBuf frame = Unpooled.buffer();
		FrameEncoder.encode(body, frame);
		return ByteBufUtil.hexDump(frame);
	}

	/** The bytes after the length. */
	private static byte[] body(JsonNode frame) {
		byte[] wire = bytes(frame, "wire");
		int start = 1;
		while (wire[start - 1] < 0) {
			start++;
		}
		return Arrays.copyOfRange(wire, start, wire.length);
	}

	private static byte[] bytes(JsonNode node, String field) {
		return hex.parseHex(node.get(field).asString());
	}

	/** One side of a recorded session. */
	private static final class Replay {

		private final JsonNode us;

		private final JsonNode them;

		private final KeyHash hash;

		private final AeadCipher cipher;

		private final EcdhHandshake handshake;

		private FrameKey key;

		private SealingCipher sealing;

		private OpeningCipher opening;

		private int sealed;

		private int opened;

		private boolean signed;

		Replay(JsonNode us, JsonNode them, KeyHash hash, AeadCipher cipher) {
			this.us = us;
			this.them = them;
			this.hash = hash;
			this.cipher = cipher;
			this.handshake = EcdhHandshake.of(bytes(us, "eph_seed"), EcdhHandshake.SIGNED_TEXT);
		}

		byte[] send(JsonNode frame) {
			byte[] body = plain(frame);
			if (this.sealing != null) {
				this.sealed++;
				return this.sealing.seal(body);
			}
			if (frame.get("what").asString().equals("aead_ack")) {
				this.sealing = this.key.sealing();
			}
			return body;
		}

		private byte[] plain(JsonNode frame) {
			if (frame.get("what").asString().equals("ecdh_handshake")) {
				PayloadWriter body = new PayloadWriter().writeByte(1);
				this.handshake.message().write(body);
				return body.toBytes();
			}
			byte[] body = bytes(frame, "plain");
			return isSigned(frame) ? sign(Arrays.copyOf(body, body.length - FOOTER_BYTES)) : body;
		}

		private byte[] sign(byte[] message) {
			PayloadWriter body = new PayloadWriter().writeRaw(message, 0, message.length);
			FooterSigner.of(Arrays.copyOf(bytes(this.us, "node_priv"), 32)).sign(message, body);
			this.signed = true;
			return body.toBytes();
		}

		void receive(JsonNode frame) {
			byte[] body = body(frame);
			if (this.opening != null) {
				body = this.opening.open(body);
				this.opened++;
			}
			assertThat(hex.formatHex(body)).isEqualTo(frame.get("plain").asString());
			switch (frame.get("what").asString()) {
				case "ecdh_handshake" -> agree(body);
				case "aead_ack" -> this.opening = this.key.opening();
				default -> verify(frame, body);
			}
		}

		private void agree(byte[] body) {
			HandshakeMessage theirs = HandshakeMessage.readAll(PayloadReader.of(body, 1, body.length - 1));
			SharedSecret secret = this.handshake.agree(theirs);
			assertThat(hex.formatHex(secret.bytes())).isEqualTo(this.us.get("shared").asString());
			if (this.cipher != null) {
				assertThat(hex.formatHex(this.hash.derive(secret.bytes(), AeadCipher.KEY_BYTES)))
					.isEqualTo(this.us.get("aead_key").asString());
				this.key = FrameKey.derive(secret, this.hash, this.cipher);
			}
		}

		private void verify(JsonNode frame, byte[] body) {
			if (isSigned(frame)) {
				int length = body.length - FOOTER_BYTES;
				PayloadReader footer = PayloadReader.of(body, length, FOOTER_BYTES);
				FooterVerifier.of(bytes(this.them, "node_pub")).verify(Arrays.copyOf(body, length), footer);
				assertThat(footer.remaining()).isZero();
			}
		}

		private static boolean isSigned(JsonNode frame) {
			return frame.get("fields").has("footer_signature");
		}

	}

}
