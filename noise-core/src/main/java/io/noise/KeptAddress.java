package io.noise;

import java.util.concurrent.CompletableFuture;

/**
 * An address that a node keeps connected to, until this is closed. A peer that is
 * connected then stays.
 */
public interface KeptAddress extends Registration {

	/**
	 * What is kept connected.
	 * @return the address as it was given
	 */
	String address();

	/**
	 * Dials at once if the node waits to dial again, since the network is back for
	 * instance, or takes the next turn if it waits for one; the pauses after that are
	 * short again. Does nothing while the address is connected, or after this is closed.
	 */
	void redialNow();

	/**
	 * The peer at this address, once there is one and its hooks
	 * {@link Node#onPeerConnected}, {@link Node#onPeerDialed} and {@link Node#onPeerInit}
	 * have run, whichever side has dialled. After a loss it is the next one.
	 * @return completed, as what {@link Node#dialAsync} returns is, with the peer, at
	 * once if it is connected; fails with a {@link DialException} when this or the node
	 * is closed. Cancelling it changes nothing
	 */
	CompletableFuture<Peer> whenConnected();

}
