package io.noise.spring.event;

import io.noise.Peer;
import io.noise.spring.annotation.OnPeerDialed;

/**
 * A peer that we dialled has connected.
 *
 * @see OnPeerDialed
 */
public final class PeerDialedEvent extends PeerEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * An event as the node publishes it. Tests of listeners make their own.
	 * @param peer a peer that we dialled
	 */
	public PeerDialedEvent(Peer peer) {
		super(peer);
	}

}
