package io.noise.identity;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory of {@link FirstUse}: the node at each address. Not for several threads at
 * once.
 */
interface KnownPeers {

	/** The bound for a process that dials whatever it is told to. */
	int MAX_ADDRESSES = 10_000;

	/**
	 * The node that was at an address at first.
	 * @throws IdentityException if the memory cannot be read
	 */
	Optional<NodeId> find(String address);

	/**
	 * Remembers the node at an address.
	 * @throws IdentityException if there is no room, or it cannot be written
	 */
	void add(String address, NodeId node);

	/** The file that keeps it, empty where it ends with the process. */
	Optional<Path> file();

}
