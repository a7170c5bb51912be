package io.noise;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.UnaryOperator;

import io.noise.protocol.FixedBlocks;
import io.noise.protocol.Protocol;
import io.noise.session.LegacyOptions;
import io.noise.session.Sessions;
import io.noise.session.legacy.FixedKeys;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whole sessions of two nodes of Go noise, recorded with their private keys: a node of
 * this library replaces one of them, the recording the other, byte for byte.
 */
class LegacyTranscriptTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	/** A recording, with the settings of this library that replay it. */
	enum Setting {

		AEAD("transcript_aead.json") {

			@Override
			UnaryOperator<Node.Builder> configure(String seed) {
				return (builder) -> builder.session(FixedKeys.session(seed, LegacyOptions.defaults()));
			}

		},

		AEAD_CHACHA_SHA512("transcript_aead_chacha_sha512.json") {

			@Override
			UnaryOperator<Node.Builder> configure(String seed) {
				return (builder) -> builder.session(FixedKeys.session(seed, CHACHA_SHA512));
			}

		},

		ECDH_BLOCK("transcript_ecdh.json") {

			@Override
			UnaryOperator<Node.Builder> configure(String seed) {
				return (builder) -> builder.session(Sessions.plain())
					.protocol(Protocol.of(FixedBlocks.ecdh(seed, LegacyOptions.defaults())));
			}

		},

		AEAD_BLOCK("transcript_aead.json") {

			@Override
			UnaryOperator<Node.Builder> configure(String seed) {
				return (builder) -> builder.session(Sessions.plain())
					.protocol(FixedBlocks.ecdhAndAead(seed, LegacyOptions.defaults()));
			}

		},

		AEAD_BLOCK_CHACHA_SHA512("transcript_aead_chacha_sha512.json") {

			@Override
			UnaryOperator<Node.Builder> configure(String seed) {
				return (builder) -> builder.session(Sessions.plain())
					.protocol(FixedBlocks.ecdhAndAead(seed, CHACHA_SHA512));
			}

		};

		private static final LegacyOptions CHACHA_SHA512 = LegacyOptions.defaults()
			.withCipher(LegacyOptions.Cipher.CHACHA20_POLY1305)
			.withHash(LegacyOptions.Hash.SHA_512);

		private final String file;

		Setting(String file) {
			this.file = file;
		}

		abstract UnaryOperator<Node.Builder> configure(String seed);

	}

	private JsonNode recording;

	private Node node(Setting setting, String role) {
		this.recording = Vectors.read(setting.file);
		Node node = this.nodes.create(setting.configure(this.recording.get(role).get("eph_seed").asString()));
		node.messages().register(opcodeOfText(), Chat.class);
		return node;
	}

	private int opcodeOfText() {
		return this.recording.get("opcodes")
			.propertyStream()
			.filter((entry) -> entry.getValue().asString().equals("text"))
			.mapToInt((entry) -> Integer.parseInt(entry.getKey()))
			.findFirst()
			.orElseThrow();
	}

	@ParameterizedTest
	@EnumSource
	void inTheListenersPlace_weSendItsBytes(Setting setting) throws Exception {
		Node node = node(setting, "listener");
		node.listen();
		try (RawPeer raw = RawPeer.dial(node)) {
			shakeHands(raw, "l2d");
			await().atMost(Nodes.SOON).until(() -> node.peers().size() == 1);
			talk(node.peers().get(0), raw, "l2d");
		}
	}

	@ParameterizedTest
	@EnumSource
	void inTheDialersPlace_weSendItsBytes(Setting setting) throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			var dialed = node(setting, "dialer").dialAsync("127.0.0.1:" + server.getLocalPort());
			try (RawPeer raw = RawPeer.accept(server)) {
				shakeHands(raw, "d2l");
				talk(dialed.join(), raw, "d2l");
			}
		}
	}

	/**
	 * Replays handshakes and acks: reads those of this side, sends those of the other.
	 */
	private void shakeHands(RawPeer raw, String ours) throws Exception {
		for (JsonNode frame : frames(false)) {
			exchange(raw, frame, ours);
		}
	}

	private static void exchange(RawPeer raw, JsonNode frame, String ours) throws Exception {
		String wire = frame.get("wire").asString();
		if (frame.get("dir").asString().equals(ours)) {
			assertThat(raw.read(wire.length() / 2)).isEqualTo(wire);
		}
		else {
			raw.send(wire);
		}
	}

	private List<JsonNode> frames(boolean ofText) {
		return this.recording.get("frames")
			.valueStream()
			.filter((frame) -> frame.get("what").asString().equals("text") == ofText)
			.toList();
	}

	private void talk(Peer peer, RawPeer raw, String ours) throws Exception {
		List<JsonNode> texts = frames(true);
		assertThat(texts).isNotEmpty();
		for (JsonNode frame : texts) {
			Chat chat = new Chat(frame.get("fields").get("text").asString());
			if (frame.get("dir").asString().equals(ours)) {
				peer.send(chat);
				exchange(raw, frame, ours);
			}
			else {
				exchange(raw, frame, ours);
				assertThat(peer.receive(Chat.class)).isEqualTo(chat);
			}
		}
	}

}
