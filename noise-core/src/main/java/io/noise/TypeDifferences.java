package io.noise;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The message types that only one side of a connection has registered, by name. Both sets
 * are empty in sessions that do not exchange names.
 *
 * @param onlyHere types of this node that cannot be sent to the peer
 * @param onlyThere types of the peer that it cannot send to this node
 */
public record TypeDifferences(Set<String> onlyHere, Set<String> onlyThere) {

	/** Sorts and copies both sets. */
	public TypeDifferences {
		onlyHere = Collections.unmodifiableSet(new TreeSet<>(onlyHere));
		onlyThere = Collections.unmodifiableSet(new TreeSet<>(onlyThere));
	}

}
