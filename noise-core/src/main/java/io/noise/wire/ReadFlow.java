package io.noise.wire;

/**
 * Pauses and resumes what comes in on a connection. Used on its event loop.
 */
public interface ReadFlow {

	/**
	 * Hands on no more frames after the one that is being handed on, nor the end of the
	 * input, and reads no more. Time limits on what was begun stand still.
	 */
	void pause();

	/**
	 * Goes on, at once with what was read before the pause.
	 */
	void resume();

}
