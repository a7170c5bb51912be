package io.noise.spring.event;

import io.noise.Peer;
import io.noise.spring.annotation.OnPeerConnected;

/**
 * A peer that dialled us has connected.
 *
 * @see OnPeerConnected
 */
public final class PeerConnectedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * An event as the node publishes it. Tests of listeners make their own.
	 * @param peer a peer that dialled us
	 */
	public PeerConnectedEvent(Peer peer) {
		super(peer);
	}

}
