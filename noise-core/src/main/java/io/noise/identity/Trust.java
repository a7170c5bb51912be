package io.noise.identity;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * The nodes that a node takes for peers, once they have proven who they are: for
 * {@code Node.builder().trust(…)}. One may serve several nodes. Safe for use by any
 * thread.
 */
public sealed interface Trust permits OpenTrust, AllowList, FirstUse {

	/**
	 * Trusts every node. A peer has then proven that it holds a key, but not whose key it
	 * is: for that, dial {@code id@host:port}, or list the ids.
	 * @return the default of nodes
	 */
	static Trust open() {
		return OpenTrust.INSTANCE;
	}

	/**
	 * Trusts the nodes of a list, which may be changed at any time.
	 * @param nodes the ids at the beginning
	 * @return the list
	 */
	static AllowList allowList(Collection<NodeId> nodes) {
		return new AllowList(nodes);
	}

	/**
	 * Trusts, at each address that is dialled, the node that was there at the first dial,
	 * until this process ends. Who dials us is trusted, as by {@link #open()}.
	 * @return a memory that knows nobody yet
	 */
	static Trust firstUse() {
		return new FirstUse(new KnownPeersInMemory());
	}

	/**
	 * Trusts as {@link #firstUse()} does, remembered in a file. It is read at each dial
	 * and written at the first one of an address, by one process at a time; it may be
	 * edited meanwhile.
	 * @param knownPeers the file, made with mode 0600 when there is something to
	 * remember: a {@code host:port id} a line, at most 10,000 of them
	 * @return the memory
	 * @throws IdentityException if there is a file that cannot be read, or that others
	 * may write
	 */
	static Trust firstUse(Path knownPeers) {
		return new FirstUse(new KnownPeersFile(knownPeers));
	}

	/**
	 * Whether a node may be a peer at this moment. Nodes ask this, on event loops.
	 * @param node who has proven to be there
	 * @return false if it is not wanted
	 */
	boolean trusts(NodeId node);

	/**
	 * Judges, and remembers, which node is at an address that was dialled without naming
	 * one. Nodes ask this; it may block on a file.
	 * @param address host and port
	 * @param proven who has proven to be there
	 * @return what there is against it, in words; empty if nothing
	 */
	default Optional<String> objection(String address, NodeId proven) {
		return Optional.empty();
	}

	/**
	 * Tells when a node that was trusted may be trusted no more. Nodes use this.
	 * @param action run on the thread that makes the change, after it
	 * @return what to run to be told no longer
	 */
	default Runnable onChange(Runnable action) {
		return () -> {
		};
	}

	/**
	 * Whether it makes a difference who a peer has proven to be.
	 * @return false if any peer will do, even one that has proven nothing
	 */
	default boolean needsIdentities() {
		return true;
	}

}
