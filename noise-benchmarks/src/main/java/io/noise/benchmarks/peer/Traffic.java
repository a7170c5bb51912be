package io.noise.benchmarks.peer;

/**
 * The answer of a server to each message.
 */
public enum Traffic {

	/**
	 * Counts it.
	 */
	ONE_WAY,

	/**
	 * Counts it and sends it back, unchanged and in order.
	 */
	ECHO

}
