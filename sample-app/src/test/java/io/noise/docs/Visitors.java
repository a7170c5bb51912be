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
	void connected(Peer peer) {
		peer.set("since", Instant.now());
		System.out.println(peer.remoteAddress() + " connected");
	}

	@OnPeerDisconnected
	void disconnected(Peer peer, DisconnectReason reason) {
		System.out.println(peer.remoteAddress() + " left: " + reason + ", connected since " + peer.get("since"));
	}

}
// end::bean[]
