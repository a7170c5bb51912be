package io.noise;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import io.noise.session.Sessions;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A whole session of two nodes of Go noise, recorded: a node of this library replaces one
 * of them, the recording the other, byte for byte.
 */
class PlainTranscriptTests {

	private static final List<JsonNode> frames = Vectors.read("transcript_plain.json")
		.get("frames")
		.valueStream()
		.toList();

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private Node node() {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		node.messages().register(1, Chat.class);
		return node;
	}

	@Test
	void inTheListenersPlace_weSendItsBytes() throws Exception {
		Node node = node();
		node.listen();
		try (RawPeer raw = RawPeer.dial(node)) {
			await().until(() -> node.peers().size() == 1);
			replay(node.peers().get(0), raw, "l2d");
		}
	}

	@Test
	void inTheDialersPlace_weSendItsBytes() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Peer peer = node().dial("127.0.0.1:" + server.getLocalPort());
			try (RawPeer raw = RawPeer.accept(server)) {
				replay(peer, raw, "d2l");
			}
		}
	}

	/** Sends this side's part of the recording, and reads the other. */
	private static void replay(Peer peer, RawPeer raw, String ours) throws Exception {
		for (JsonNode frame : frames) {
			String wire = frame.get("wire").asString();
			Chat chat = new Chat(frame.get("fields").get("text").asString());
			if (frame.get("dir").asString().equals(ours)) {
				peer.send(chat);
				assertThat(raw.read(wire.length() / 2)).isEqualTo(wire);
			}
			else {
				raw.send(wire);
				assertThat(peer.receive(Chat.class)).isEqualTo(chat);
			}
		}
	}

}
