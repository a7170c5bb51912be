package io.noise.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.noise.Messages;
import io.noise.Peer;
import io.noise.PeerSetup;

/**
 * Blocks that run one after the other on every new connection, given to
 * {@code Node.builder().protocol(…)}. The first that fails ends the connection, and there
 * is no peer.
 */
public final class Protocol implements PeerSetup {

	private final List<Block> blocks;

	/**
	 * The blocks that were begun with each peer, last begun first. Each entry is its
	 * peer's lane's.
	 */
	private final Map<String, Deque<Block>> begun = new ConcurrentHashMap<>();

	private Protocol(List<Block> blocks) {
		this.blocks = blocks;
	}

	/**
	 * A protocol of some blocks.
	 * @param blocks in the order in which they run
	 * @return the protocol
	 */
	public static Protocol of(Block... blocks) {
		return new Protocol(List.of(blocks));
	}

	@Override
	public void register(Messages messages) {
		this.blocks.forEach((block) -> block.onRegister(messages));
	}

	@Override
	public void begin(Peer peer) throws Exception {
		Deque<Block> done = new ArrayDeque<>();
		this.begun.put(peer.id(), done);
		for (Block block : this.blocks) {
			done.push(block);
			block.onBegin(peer);
		}
	}

	@Override
	public void end(Peer peer) {
		Deque<Block> done = this.begun.remove(peer.id());
		IllegalStateException failure = null;
		while (done != null && !done.isEmpty()) {
			Block block = done.pop();
			try {
				block.onEnd(peer);
			}
			catch (RuntimeException ex) {
				// The blocks before it are ended all the same.
				IllegalStateException next = new IllegalStateException("block " + block + ": failed to end", ex);
				if (failure == null) {
					failure = next;
				}
				else {
					failure.addSuppressed(next);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	@Override
	public String toString() {
		return "Protocol" + this.blocks;
	}

}
