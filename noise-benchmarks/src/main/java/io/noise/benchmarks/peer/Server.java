package io.noise.benchmarks.peer;

/**
 * The side that listens.
 */
public interface Server extends AutoCloseable {

	/**
	 * Returns the port that the server has chosen.
	 * @return the port on 127.0.0.1
	 */
	int port();

	/**
	 * Stops listening and closes all connections.
	 */
	@Override
	void close();

}
