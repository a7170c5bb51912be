package io.noise.spring.event;

import io.noise.Peer;
import io.noise.spring.annotation.OnPeerInit;

/**
 * A new peer is there, whichever side dialled.
 *
 * @see OnPeerInit
 */
public final class PeerInitializedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * An event as the node publishes it. Tests of listeners make their own.
	 * @param peer a new peer
	 */
	public PeerInitializedEvent(Peer peer) {
		super(peer);
	}

}
