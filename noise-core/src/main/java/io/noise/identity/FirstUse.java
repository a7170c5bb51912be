package io.noise.identity;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Trust on first use: the node that was at an address at first is the one to be there.
 */
final class FirstUse implements Trust {

	/** Held while a file is read or written, so no monitor. */
	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final KnownPeers known;

	FirstUse(KnownPeers known) {
		this.known = known;
	}

	@Override
	public boolean trusts(NodeId node) {
		return true;
	}

	@Override
	public Optional<String> objection(String address, NodeId proven) {
		this.lock.lock();
		try {
			Optional<NodeId> first = this.known.find(address);
			if (first.isEmpty()) {
				this.known.add(address, proven);
			}
			return first.filter((node) -> !node.equals(proven)).map((node) -> changed(address, node, proven));
		}
		catch (IdentityException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
		finally {
			this.lock.unlock();
		}
	}

	private String changed(String address, NodeId first, NodeId proven) {
		String remedy = this.known.file()
			.map((file) -> "take its line from the file " + file)
			.orElse("restart this node");
		return "the node there proved to be " + proven + " (expected: " + first + ", which was at " + address
				+ " at the first dial). Somebody may be posing as it. If it has a new key, " + remedy;
	}

	@Override
	public String toString() {
		return "tofu" + this.known.file().map((file) -> " with " + file).orElse("");
	}

}
