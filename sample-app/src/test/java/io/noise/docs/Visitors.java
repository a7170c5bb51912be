package io.noise.docs;

import java.time.Instant;

import io.noise.DisconnectReason;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerConnected;
import io.noise.spring.annotation.OnPeerDisconnected;

import org.springframework.stereotype.Component;

/**
 * The bean of the README; {@code ConversationTests} runs it.
 */
// tag::bean[]
@Component
class Visitors {

	@OnPeerConnected
	void came(Peer peer) {
		peer.set("since", Instant.now());
		System.out.println(peer.remoteAddress() + " came");
	}

	@OnPeerDisconnected
	void left(Peer peer, DisconnectReason reason) {
		System.out.println(peer.remoteAddress() + " left: " + reason + ", was here since " + peer.get("since"));
	}

}
// end::bean[]
