package io.noise.spring.event;

import io.noise.Peer;
import io.noise.spring.annotation.OnPeerDialed;

/**
 * We dialled a peer.
 *
 * @see OnPeerDialed
 */
public final class PeerDialedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	PeerDialedEvent(Peer peer) {
		super(peer);
	}

}
