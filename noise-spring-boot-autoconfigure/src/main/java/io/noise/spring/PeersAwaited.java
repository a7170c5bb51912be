package io.noise.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.Peer;
import io.noise.Registration;

/**
 * Waits until a node has a number of connected peers.
 */
final class PeersAwaited {

	/** Limits a wait, since other hooks may delay the hook that reports a new peer. */
	private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final Node node;

	private final int atLeast;

	private final Duration timeout;

	PeersAwaited(Node node, int atLeast, Duration timeout) {
		if (atLeast < 1) {
			throw new IllegalArgumentException("at least: " + atLeast + " (expected: 1 or more peers)");
		}
		this.node = node;
		this.atLeast = atLeast;
		this.timeout = timeout;
	}

	List<Peer> await() {
		Semaphore arrivals = new Semaphore(0);
		Registration hook = this.node.onPeerInit((n, peer) -> arrivals.release());
		try {
			return await(arrivals);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NoiseException("await peers: interrupted while waiting", ex);
		}
		finally {
			if (hook != null) { // that of a mock is
				hook.close();
			}
		}
	}

	private List<Peer> await(Semaphore arrivals) throws InterruptedException {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		List<Peer> peers = connected();
		while (peers.size() < this.atLeast) {
			long left = deadline - System.nanoTime();
			if (left <= 0 || this.node.state() == NodeState.CLOSED) {
				throw tooFew(peers.size());
			}
			arrivals.tryAcquire(Math.min(left, LONGEST_NAP_NANOS), TimeUnit.NANOSECONDS);
			peers = connected();
		}
		return peers;
	}

	private List<Peer> connected() {
		return this.node.peers().stream().filter(Peer::isConnected).toList();
	}

	private NoiseException tooFew(int connected) {
		String words = "peers: " + connected + " connected to " + this.node + ((this.node.state() == NodeState.NEW)
				? ", which does not listen yet (noise.start-on decides when it listens and dials noise.peers)," : "");
		return (this.node.state() == NodeState.CLOSED)
				? new NoiseException(words + ", which is closed (expected: at least " + this.atLeast + ")", null)
				: new NoiseTimeoutException(
						words + " within " + this.timeout + " (expected: at least " + this.atLeast + ")");
	}

}
