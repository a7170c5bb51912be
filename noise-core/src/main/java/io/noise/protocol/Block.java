package io.noise.protocol;

import io.noise.Messages;
import io.noise.Peer;

/**
 * One step of a {@link Protocol}: what both ends of a connection do before the
 * application sees the peer, such as agreeing on a key. One instance serves all peers of
 * a node.
 */
public interface Block {

	/**
	 * Registers the message types that the block uses. Blocks do so in their order, and
	 * before the application: both ends need the same.
	 * @param messages the node's types
	 */
	default void onRegister(Messages messages) {
	}

	/**
	 * Does the block's work with one peer. It may block: {@link Peer#send} and
	 * {@link Peer#receive} are its means. After a message that {@code receive} returned,
	 * no frame is looked at before the next {@code receive} or the end of the last block,
	 * so that interceptors can be changed at that very frame.
	 * @param peer the peer; the application does not see it yet
	 * @throws Exception to refuse the peer: a failed handshake
	 */
	void onBegin(Peer peer) throws Exception;

	/**
	 * Ends what was begun with a peer, once, when it is gone or refused. Called for every
	 * block that was begun, last begun first.
	 * @param peer the peer, disconnected
	 */
	default void onEnd(Peer peer) {
	}

}
