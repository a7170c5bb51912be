package io.noise;

/**
 * The life of a node. It goes forward only.
 */
public enum NodeState {

	/** Built; it may dial, but nobody can dial it. */
	NEW,

	/** Bound and accepting. */
	LISTENING,

	/** Closed, for good. */
	CLOSED

}
