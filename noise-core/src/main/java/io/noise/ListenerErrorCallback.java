package io.noise;

/**
 * A hook for connections that a listening node failed to accept. The node keeps
 * listening. It may block. Calls for one node never overlap.
 */
@FunctionalInterface
public interface ListenerErrorCallback {

	/**
	 * Handles the failure to accept a connection.
	 * @param node the node
	 * @param error the failure, such as too many open files
	 * @throws Exception any failure, which is logged and counted
	 */
	void handle(Node node, Throwable error) throws Exception;

}
