package io.noise.identity;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Known peers that are forgotten when the process ends.
 */
final class KnownPeersInMemory implements KnownPeers {

	private final Map<String, NodeId> nodes = new HashMap<>();

	@Override
	public Optional<NodeId> find(String address) {
		return Optional.ofNullable(this.nodes.get(address));
	}

	@Override
	public void add(String address, NodeId node) {
		if (this.nodes.size() >= MAX_ADDRESSES) {
			throw new IdentityException("known peers: " + MAX_ADDRESSES + " addresses, no room for " + address
					+ " (expected: fewer, or ids in the addresses that are dialled)");
		}
		this.nodes.put(address, node);
	}

	@Override
	public Optional<Path> file() {
		return Optional.empty();
	}

}
