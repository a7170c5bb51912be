package io.noise.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;
import io.noise.identity.NodeId;
import io.noise.session.Sessions;
import io.noise.transport.TestTransports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class EddsaFooterTests {

	private final List<Node> nodes = new ArrayList<>();

	private final EddsaFooter signatures = EddsaFooter.of(new byte[32]);

	record Note(String text) {
	}

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
	}

	private Node node() {
		Node node = Node.builder().transport(TestTransports.nio()).session(Sessions.legacy()).build();
		node.messages().register(3, Note.class);
		this.nodes.add(node);
		return node;
	}

	/** A listener that verifies what comes, by the key that it was told. */
	private Node verifying(ClaimedPeerId claimed) {
		Node node = node();
		node.onPeerConnected((n, peer) -> {
			EddsaFooter.verify(peer, claimed);
			peer.send(new Note("ready"));
		});
		node.listen();
		return node;
	}

	@Test
	void signedMessages_areRead() {
		Node listener = verifying(this.signatures.id());
		listener.onMessage(Note.class, Peer::send);
		Peer peer = node().dial(listener.externalAddress());
		assertThat(peer.receive(Note.class)).isEqualTo(new Note("ready"));
		this.signatures.sign(peer);
		peer.send(new Note("signed"));
		assertThat(peer.receive(Note.class)).isEqualTo(new Note("signed"));
	}

	@Test
	void signatureOfAnotherKey_closesThePeer() {
		byte[] seed = new byte[32];
		seed[0] = 1;
		assertRefused(EddsaFooter.of(seed));
	}

	@Test
	void missingSignature_closesThePeer() {
		assertRefused(null);
	}

	private void assertRefused(EddsaFooter signer) {
		Node listener = verifying(this.signatures.id());
		List<DisconnectReason> reasons = new ArrayList<>();
		listener.onPeerDisconnected((n, peer) -> reasons.add(peer.disconnectReason().orElseThrow()));
		Peer peer = node().dial(listener.externalAddress());
		assertThat(peer.receive(Note.class)).isEqualTo(new Note("ready"));
		if (signer != null) {
			signer.sign(peer);
		}
		peer.send(new Note("hello"));
		await().until(() -> !peer.isConnected() && listener.peers().isEmpty());
		listener.close();
		assertThat(reasons).containsExactly(DisconnectReason.PROTOCOL);
	}

	@Test
	void claimedId_isNoNodeIdAndLooksLikeNone() {
		ClaimedPeerId claimed = this.signatures.id();
		assertThat(claimed).isEqualTo(ClaimedPeerId.of(claimed.toBytes())).isNotInstanceOf(NodeId.class);
		assertThat(claimed).hasToString("claimed:3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
		assertThatIllegalArgumentException().isThrownBy(() -> ClaimedPeerId.of(Arrays.copyOf(claimed.toBytes(), 31)))
			.withMessage("claimed public key: 31 bytes (expected: 32)");
	}

}
