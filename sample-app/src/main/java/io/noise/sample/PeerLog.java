package io.noise.sample;

import java.time.Instant;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerConnected;
import io.noise.spring.annotation.OnPeerDialed;
import io.noise.spring.annotation.OnPeerDisconnected;
import io.noise.spring.annotation.OnPeerInit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Logs peer events with one hook of each kind, and stores the time at which each peer
 * connected. {@code /actuator/noise} shows it in the metadata of the peer.
 */
@Component
class PeerLog {

	private static final Logger logger = LoggerFactory.getLogger(PeerLog.class);

	// tag::hooks[]
	@OnPeerConnected
	void connected(Peer peer) {
		logger.info("{} dialled us", peer);
	}

	@OnPeerDialed
	void dialed(Node node, Peer peer) {
		logger.info("{} was dialled by us, {}", peer, node);
	}

	@OnPeerInit
	void init(Peer peer) {
		peer.set("since", Instant.now());
		logger.info("{} is ready", peer);
	}

	@OnPeerDisconnected
	void disconnected(Peer peer, DisconnectReason reason) {
		logger.info("{} has disconnected: {}", peer, reason);
	}
	// end::hooks[]

}
