package io.noise;

/**
 * A hook: called when something happens to a peer. It may block; it holds up its own peer
 * only. Hooks of one peer never run at the same time, and never on an event loop.
 * {@link Node} tells their order.
 * <p>
 * Logs name a callback by its {@code toString()}.
 */
@FunctionalInterface
public interface PeerCallback {

	/**
	 * Something happened to the peer.
	 * @param node the node whose peer it is
	 * @param peer the peer
	 * @throws Exception to have it logged; the peer stays
	 */
	void handle(Node node, Peer peer) throws Exception;

}
