package io.noise;

/**
 * Called when a listening node failed to accept a connection. The node goes on listening.
 * Calls of one node never overlap.
 */
@FunctionalInterface
public interface ListenerErrorCallback {

	/**
	 * A connection could not be accepted.
	 * @param node the node
	 * @param error why, such as too many open files
	 * @throws Exception to have it logged
	 */
	void handle(Node node, Throwable error) throws Exception;

}
