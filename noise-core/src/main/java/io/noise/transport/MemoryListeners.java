package io.noise.transport;

import java.net.BindException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The bound addresses of a network in memory. Safe for use by any thread.
 */
final class MemoryListeners {

	private final MemoryNetwork network;

	private final Map<SocketAddress, MemoryServerChannel> bound = new ConcurrentHashMap<>();

	MemoryListeners(MemoryNetwork network) {
		this.network = network;
	}

	void bind(SocketAddress address, MemoryServerChannel listener) throws BindException {
		if (this.bound.putIfAbsent(address, listener) != null) {
			throw new BindException("Address already in use: " + address);
		}
	}

	void unbind(SocketAddress address, MemoryServerChannel listener) {
		this.bound.remove(address, listener);
	}

	/** Returns the listener at an address, null if there is none. */
	@Nullable MemoryServerChannel at(SocketAddress address) {
		return this.bound.get(address);
	}

	/**
	 * Begins to connect.
	 * @param connected run when there is a connection, on any thread
	 * @param refused run if nobody listens there
	 * @return this end of the connection
	 */
	MemorySocket connect(SocketAddress from, SocketAddress to, Runnable connected, Runnable refused) {
		MemorySocket[] ends = new MemorySocket[1];
		MemoryNetwork.Links links = this.network.links(from, to, () -> {
			ends[0].breakOff();
			ends[0].other().breakOff();
		});
		MemorySocket dialing = MemorySocket.pair(links);
		ends[0] = dialing;
		dialing.carry(() -> {
			MemoryServerChannel listener = at(to);
			boolean known = listener != null && listener.knock(dialing.other(), from);
			dialing.other().carry(known ? connected : refused);
		});
		return dialing;
	}

}
