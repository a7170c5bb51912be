package io.noise;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Message types that only one end of a connection knows, by their names. Empty where the
 * session tells of no names.
 *
 * @param onlyHere types of this node that the peer cannot be sent
 * @param onlyThere types of the peer that it cannot send to this node
 */
public record TypeDifferences(Set<String> onlyHere, Set<String> onlyThere) {

	/** Keeps sorted copies. */
	public TypeDifferences {
		onlyHere = Collections.unmodifiableSet(new TreeSet<>(onlyHere));
		onlyThere = Collections.unmodifiableSet(new TreeSet<>(onlyThere));
	}

}
