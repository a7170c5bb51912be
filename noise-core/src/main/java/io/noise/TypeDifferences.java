package io.noise;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The message types that only one side of a connection has registered, and those that
 * differ between the sides, by name. All is empty in sessions that do not exchange names.
 *
 * @param onlyHere types of this node that cannot be sent to the peer
 * @param onlyThere types of the peer that it cannot send to this node
 * @param changed types of both sides with different components, constants or permitted
 * records; the differences in words, for people. Empty if the peer does not tell what its
 * types look like
 */
public record TypeDifferences(Set<String> onlyHere, Set<String> onlyThere, Map<String, String> changed) {

	/** Sorts and copies all. */
	public TypeDifferences {
		onlyHere = Collections.unmodifiableSet(new TreeSet<>(onlyHere));
		onlyThere = Collections.unmodifiableSet(new TreeSet<>(onlyThere));
		changed = Collections.unmodifiableMap(new TreeMap<>(changed));
	}

	/**
	 * Differences without types that have changed.
	 * @param onlyHere types of this node that cannot be sent to the peer
	 * @param onlyThere types of the peer that it cannot send to this node
	 */
	public TypeDifferences(Set<String> onlyHere, Set<String> onlyThere) {
		this(onlyHere, onlyThere, Map.of());
	}

}
