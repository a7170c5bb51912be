package io.noise;

/**
 * Called when a dial failed, whoever asked for it. Calls of one node never overlap.
 */
@FunctionalInterface
public interface DialFailedCallback {

	/**
	 * A dial failed.
	 * @param node the node that dialled
	 * @param address what it dialled
	 * @param error why it failed
	 * @throws Exception to have it logged
	 */
	void handle(Node node, String address, DialException error) throws Exception;

}
