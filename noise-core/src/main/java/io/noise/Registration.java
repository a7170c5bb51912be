package io.noise;

/**
 * A registration at a node or peer, in effect until it is closed. {@link #close} is
 * idempotent, does not wait, and may be called anywhere, including inside the registered
 * hook.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

	/**
	 * Ends the registration. A hook that is running finishes; it is not called again.
	 */
	@Override
	void close();

}
