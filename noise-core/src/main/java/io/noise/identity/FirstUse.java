package io.noise.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Trust on first use: the node that was at an address at first is the one to be there.
 */
final class FirstUse implements Trust {

	/** What a process that dials whatever it is told to may remember at most. */
	static final int MAX_ADDRESSES = 10_000;

	private final @Nullable KnownPeersFile file;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final Map<String, NodeId> remembered = new HashMap<>();

	FirstUse() {
		this.file = null;
	}

	/**
	 * With a file.
	 * @throws IdentityException if it cannot be used
	 */
	FirstUse(KnownPeersFile file) {
		this.file = file;
		file.read();
	}

	@Override
	public boolean trusts(NodeId node) {
		return true;
	}

	@Override
	public Optional<String> objection(String address, NodeId proven) {
		this.lock.lock();
		try {
			NodeId known = (this.file != null) ? this.file.read().get(address) : this.remembered.get(address);
			if (known == null) {
				remember(address, proven);
				return Optional.empty();
			}
			return known.equals(proven) ? Optional.empty() : Optional.of(changed(address, known, proven));
		}
		catch (IdentityException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void remember(String address, NodeId proven) {
		if (this.file != null) {
			this.file.add(address, proven);
			return;
		}
		if (this.remembered.size() >= MAX_ADDRESSES) {
			throw new IdentityException("known peers: " + MAX_ADDRESSES + " addresses, no room for " + address
					+ " (expected: fewer, or ids in the addresses that are dialled)");
		}
		this.remembered.put(address, proven);
	}

	private String changed(String address, NodeId known, NodeId proven) {
		String where = (this.file != null) ? "take its line from the file " + this.file : "restart this node";
		return "the node there proved to be " + proven + " (expected: " + known + ", which was at " + address
				+ " at the first dial). Somebody may be posing as it. If it has a new key, " + where;
	}

	@Override
	public String toString() {
		return "tofu" + ((this.file != null) ? " with " + this.file : "");
	}

}
