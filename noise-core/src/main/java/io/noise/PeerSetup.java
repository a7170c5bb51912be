package io.noise;

/**
 * The setup that runs between two peers after their session is established and before the
 * application sees the peer. It counts as a part of the handshake: if it fails, there is
 * no peer. One instance serves all peers of a node.
 * <p>
 * During the setup, frames are read on demand: the frame that follows a message returned
 * by {@code receive} is not looked at before the next {@code receive} or the end of the
 * setup. Messages for the application that arrive early are kept, and dropped if the
 * setup fails.
 */
public interface PeerSetup {

	/**
	 * Registers the message types of the setup. Called once, when the node is built,
	 * before the application can register types.
	 * @param messages the node's types
	 */
	void register(Messages messages);

	/**
	 * Sets a peer up. Both sides run it at the same time. It runs in the peer's lane, so
	 * it may block.
	 * @param peer the peer, not visible to the application yet
	 * @throws Exception any failure, which refuses the peer
	 */
	void begin(Peer peer) throws Exception;

	/**
	 * Releases what {@link #begin} acquired, even if that failed. Runs in the peer's
	 * lane, after its disconnect hooks.
	 * @param peer the peer
	 * @throws RuntimeException any failure, which is logged and counted like that of a
	 * hook
	 */
	void end(Peer peer);

}
