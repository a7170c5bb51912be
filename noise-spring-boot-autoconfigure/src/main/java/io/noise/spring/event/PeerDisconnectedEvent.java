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

	private final DisconnectReason reason;

	/**
	 * An event as the node publishes it. Tests of listeners make their own.
	 * @param peer a peer that is gone
	 * @param reason the cause of its end, which is also its
	 * {@link Peer#disconnectReason()}
	 */
	public PeerDisconnectedEvent(Peer peer, DisconnectReason reason) {
		super(peer);
		this.reason = reason;
	}

	/**
	 * The cause of the peer's end.
	 * @return the reason
	 */
	public DisconnectReason reason() {
		return this.reason;
	}

}
