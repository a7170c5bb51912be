package io.noise.transport;

/**
 * One direction between the two ends of a connection in memory. What it carries arrives
 * in order, each thing once, or no more from some moment on.
 */
@FunctionalInterface
interface MemoryLink {

	/**
	 * Carries something to the other end.
	 * @param arrival run when it arrives, on any thread
	 */
	void carry(Runnable arrival);

}
