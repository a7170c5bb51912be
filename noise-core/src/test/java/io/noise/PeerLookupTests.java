package io.noise;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.noise.identity.NodeId;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Look-ups of peers by the id of their connection or of their node.
 */
class PeerLookupTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private static Optional<Peer> byNode(Node node, Node other) {
		return node.peer(NodeId.parse(other.id()));
	}

	@Test
	void byNode_isTheNewestThatIsConnected_elseTheNewest_whileAnyIsVisible() {
		CountDownLatch release = new CountDownLatch(1);
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(Nodes.SOON));
		assertThat(byNode(dialer, listener)).isEmpty();
		Peer first = dialer.dial(listener.externalAddress());
		Peer second = dialer.dial(listener.externalAddress());
		dialer.onPeerInit((n, peer) -> release.await());
		dialer.dialAsync(listener.externalAddress());
		await().atMost(Nodes.SOON).until(() -> dialer.peers().size() == 3);
		Peer third = dialer.peers().get(2);
		assertThat(byNode(dialer, listener)).containsSame(third);
		third.disconnectAsync();
		assertThat(dialer.peers()).containsExactly(first, second, third);
		assertThat(byNode(dialer, listener)).containsSame(second);
		second.disconnect();
		assertThat(byNode(dialer, listener)).containsSame(first);
		assertThat(dialer.peer(third.id())).containsSame(third);
		first.disconnect();
		assertThat(byNode(dialer, listener)).containsSame(third);
		release.countDown();
		await().atMost(Nodes.SOON).until(() -> dialer.peers().isEmpty());
		assertThat(byNode(dialer, listener)).isEmpty();
		assertThat(dialer.peer(third.id())).isEmpty();
	}

	@Test
	void byNode_whereNobodyProvesAnything_isEmpty() {
		Node listener = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		listener.listen();
		Node dialer = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		Peer peer = dialer.dial(listener.externalAddress());
		assertThat(byNode(dialer, listener)).isEmpty();
		assertThat(dialer.peer(peer.id())).containsSame(peer);
	}

}
