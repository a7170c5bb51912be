package io.noise;

/**
 * A hook for an event in the life of a peer. It may block, which delays its own peer
 * only. Hooks of one peer never run at the same time, and never on an event loop;
 * {@link Node} describes their order.
 * <p>
 * Logs show the {@code toString()} of a hook as its name.
 */
@FunctionalInterface
public interface PeerCallback {

	/**
	 * Handles the event.
	 * @param node the node of the peer
	 * @param peer the peer
	 * @throws Exception any failure, which is logged and counted; the peer stays
	 * connected
	 */
	void handle(Node node, Peer peer) throws Exception;

}
