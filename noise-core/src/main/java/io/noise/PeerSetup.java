package io.noise;

/**
 * What runs between two peers after their session is established and before the
 * application sees the peer. To the application it is part of the handshake: if it fails,
 * there is no peer. One instance serves all peers of a node.
 * <p>
 * While it runs, frames are pulled: the one behind a message that {@code receive}
 * returned is not looked at before the next {@code receive}, or the end of the setup.
 * What comes early for the application is kept for it, and dropped if the setup fails.
 */
public interface PeerSetup {

	/**
	 * Registers the message types that the setup uses. Called once, when the node is
	 * built, before the application can register any.
	 * @param messages the node's types
	 */
	void register(Messages messages);

	/**
	 * Sets a peer up. In the peer's lane, so it may block; both ends run it at the same
	 * time.
	 * @param peer the peer, not yet visible to anybody else
	 * @throws Exception to refuse the peer
	 */
	void begin(Peer peer) throws Exception;

	/**
	 * Ends what was begun, also where {@link #begin} failed. In the peer's lane, behind
	 * its disconnect hooks.
	 * @param peer the peer
	 * @throws RuntimeException to have it logged and counted as what hooks throw
	 */
	void end(Peer peer);

}
