package io.noise;

/**
 * The life of a node. It goes forward only.
 */
public enum NodeState {

	/** Built, and not bound yet; it may dial. */
	NEW,

	/** Bound; it accepts peers until it is quiesced or closed. */
	LISTENING,

	/** Closed, for good. */
	CLOSED

}
