package io.noise;

/**
 * A hook for failed dials of a node, including those to addresses that it keeps
 * connected. It may block. Calls for one node never overlap.
 */
@FunctionalInterface
public interface DialFailedCallback {

	/**
	 * Handles the failure of a dial.
	 * @param node the node that dialled
	 * @param address the address that it dialled
	 * @param error the failure
	 * @throws Exception any failure, which is logged and counted
	 */
	void handle(Node node, String address, DialException error) throws Exception;

}
