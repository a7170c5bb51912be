package io.noise.benchmarks.peer;

/**
 * The side that connects. Every link is a connection of its own.
 */
public interface Client extends AutoCloseable {

	/**
	 * Connects and waits until messages can be sent. May be called by several threads.
	 * @param port the port of the server
	 * @param replied is called once for each reply, by one thread at a time, which may
	 * send the next message and must not wait
	 * @return the link
	 * @throws Exception if there is no connection
	 */
	Link connect(int port, Runnable replied) throws Exception;

	/**
	 * Sends a message to the servers of all links, and waits while a queue is full.
	 * @param body the message, which nobody changes
	 * @return the outcome for all links
	 */
	Pending broadcast(byte[] body);

	/**
	 * Closes all links.
	 */
	@Override
	void close();

	/**
	 * A broadcast on its way.
	 */
	@FunctionalInterface
	interface Pending {

		/**
		 * Waits until the message is handed to the socket of every link.
		 * @throws Exception if that failed for one of them
		 */
		void await() throws Exception;

	}

}
