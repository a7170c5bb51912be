package io.noise.benchmarks.peer;

import java.util.concurrent.CompletableFuture;

/**
 * A connection of a client.
 */
public interface Link extends AutoCloseable {

	/**
	 * Sends a message. May be called by several threads. A library without a bound on its
	 * queue waits here.
	 * @param body the message, which nobody changes
	 * @return completed when the message is handed to the socket, or, in a library that
	 * does not tell, to the library
	 */
	CompletableFuture<Void> send(byte[] body);

	/**
	 * Closes the connection, and waits where the library lets one wait.
	 */
	@Override
	void close();

}
