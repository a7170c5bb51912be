package io.noise.benchmarks.peer;

import java.util.function.IntConsumer;

/**
 * A library that is measured. Its two ends run in different processes, on loopback.
 */
public interface Contender {

	/**
	 * Returns the name in tables and on the command line.
	 * @return lower case, such as {@code netty}
	 */
	String name();

	/**
	 * Starts the server on a free port of 127.0.0.1.
	 * @param traffic the answer to each message
	 * @param received is called once for each message, with the bytes of its body, by any
	 * thread
	 * @return the running server
	 * @throws Exception if it cannot start
	 */
	Server serve(Traffic traffic, IntConsumer received) throws Exception;

	/**
	 * Creates the side that connects.
	 * @param traffic the answer of the server to each message
	 * @return a client without links
	 * @throws Exception if it cannot be created
	 */
	Client client(Traffic traffic) throws Exception;

}
