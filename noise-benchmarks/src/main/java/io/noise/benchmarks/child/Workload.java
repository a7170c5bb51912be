package io.noise.benchmarks.child;

import io.noise.benchmarks.peer.Client;

/**
 * The work of the client JVM: as many operations as it can, until it is stopped.
 */
@FunctionalInterface
public interface Workload {

	/**
	 * Runs until the work is stopped and all of its messages are sent.
	 * @param client without links
	 * @param port the port of the server
	 * @param progress counts the operations
	 * @throws Exception any failure, which fails the cell
	 */
	void run(Client client, int port, Progress progress) throws Exception;

}
