package io.noise;

/**
 * The states of a node, in the order in which it passes through them.
 */
public enum NodeState {

	/** The node is built and not bound yet; it can dial. */
	NEW,

	/** The node is bound. It accepts peers until it is quiesced or closed. */
	LISTENING,

	/** The node is closed, which is final. */
	CLOSED

}
