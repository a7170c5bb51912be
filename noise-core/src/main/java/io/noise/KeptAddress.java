package io.noise;

import java.util.concurrent.CompletableFuture;

/**
 * An address that a node keeps connected to until this registration is closed. Closing it
 * leaves a connected peer as it is.
 */
public interface KeptAddress extends Registration {

	/**
	 * Returns the address.
	 * @return the address as it was given
	 */
	String address();

	/**
	 * Dials at once instead of waiting for the next attempt, for example because the
	 * network is back. A dial that waits for its turn goes next. The pauses after that
	 * are short again. Has no effect while the address is connected, or after this is
	 * closed.
	 */
	void redialNow();

	/**
	 * Returns a future of the peer at this address. It completes once the peer's hooks
	 * {@link Node#onPeerConnected} or {@link Node#onPeerDialed} and
	 * {@link Node#onPeerInit} have run, no matter which side dialled. After a loss, it is
	 * the next peer.
	 * @return completed with the peer, at once if one is connected; fails with a
	 * {@link DialException} when this registration or the node is closed. Functions
	 * attached to it run as for {@link Node#dialAsync}. Cancelling it has no other effect
	 */
	CompletableFuture<Peer> whenConnected();

}
