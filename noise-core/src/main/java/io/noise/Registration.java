package io.noise;

/**
 * Something registered at a node or peer, until it is closed. Closing is idempotent,
 * waits for nothing and is allowed everywhere, also from inside the hook that was
 * registered.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

	/**
	 * Removes it. A hook that is running finishes; it is not called again.
	 */
	@Override
	void close();

}
