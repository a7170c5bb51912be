package io.noise.spring.event;

import io.noise.DisconnectReason;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerDisconnected;

/**
 * A peer is gone.
 *
 * @see OnPeerDisconnected
 */
public final class PeerDisconnectedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	PeerDisconnectedEvent(Peer peer) {
		super(peer);
	}

	/**
	 * Why it is gone.
	 * @return the reason
	 */
	public DisconnectReason reason() {
		return peer().disconnectReason().orElseThrow();
	}

}
