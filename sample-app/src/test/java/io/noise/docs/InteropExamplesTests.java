package io.noise.docs;

import io.noise.Node;
import io.noise.Peer;
import io.noise.protocol.Aead;
import io.noise.protocol.Ecdh;
import io.noise.protocol.Protocol;
import io.noise.session.LegacyOptions;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the page about Go nodes.
 */
class InteropExamplesTests {

	@Test
	void session_andBlocks_speakTheSame() {
		try (Node session = session(); Node blocks = blocks()) {
			session.messages().register(3, Chat.class);
			blocks.messages().register(3, Chat.class);
			session.listen();
			Peer peer = blocks.dial(session.externalAddress());
			session.onMessage(Chat.class, Peer::send);
			peer.send(new Chat("hello"));
			assertThat(peer.receive(Chat.class)).isEqualTo(new Chat("hello"));
		}
	}

	private static Node session() {
		// tag::session[]
		LegacyOptions options = LegacyOptions.defaults()
			.withCipher(LegacyOptions.Cipher.CHACHA20_POLY1305)
			.withHash(LegacyOptions.Hash.SHA_512);
		Node node = Node.builder().session(Sessions.legacy(options)).build();
		// end::session[]
		return node;
	}

	private static Node blocks() {
		LegacyOptions options = LegacyOptions.defaults()
			.withCipher(LegacyOptions.Cipher.CHACHA20_POLY1305)
			.withHash(LegacyOptions.Hash.SHA_512);
		// tag::blocks[]
		Ecdh ecdh = new Ecdh(options);
		Node node = Node.builder().session(Sessions.plain()).protocol(Protocol.of(ecdh, new Aead(ecdh))).build();
		// end::blocks[]
		return node;
	}

}
