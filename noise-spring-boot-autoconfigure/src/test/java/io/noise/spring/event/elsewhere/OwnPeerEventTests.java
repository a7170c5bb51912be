package io.noise.spring.event.elsewhere;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.event.PeerConnectedEvent;
import io.noise.spring.event.PeerDialedEvent;
import io.noise.spring.event.PeerDisconnectedEvent;
import io.noise.spring.event.PeerEvent;
import io.noise.spring.event.PeerInitializedEvent;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Events that users make, in another package, to test listeners without a network.
 */
class OwnPeerEventTests {

	private final Peer peer = Mockito.mock();

	@Test
	void events_haveThePeerAndItsNode() {
		Node node = Mockito.mock();
		given(this.peer.node()).willReturn(node);
		for (PeerEvent event : new PeerEvent[] { new PeerConnectedEvent(this.peer), new PeerDialedEvent(this.peer),
				new PeerInitializedEvent(this.peer), new PeerDisconnectedEvent(this.peer, DisconnectReason.LOCAL) }) {
			assertThat(event.peer()).isSameAs(this.peer);
			assertThat(event.node()).isSameAs(node);
			assertThat(event.getSource()).isSameAs(node);
		}
	}

	@Test
	void peerWithoutNode_suffices() {
		assertThat(new PeerInitializedEvent(this.peer).peer()).isSameAs(this.peer);
	}

	@Test
	void fakeThatHasNoNode_suffices() {
		given(this.peer.node()).willThrow(new UnsupportedOperationException());
		assertThat(new PeerInitializedEvent(this.peer).getSource()).isSameAs(this.peer);
	}

	@Test
	void end_hasItsReason() {
		assertThat(new PeerDisconnectedEvent(this.peer, DisconnectReason.IDLE).reason())
			.isEqualTo(DisconnectReason.IDLE);
	}

}
