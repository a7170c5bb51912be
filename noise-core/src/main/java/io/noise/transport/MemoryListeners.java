package io.noise.transport;

import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.local.LocalAddress;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a network in memory: those that are bound, and the ports that are
 * given out in turn. Safe for use by any thread.
 */
final class MemoryListeners {

	private static final String EPHEMERAL_HOST = "127.0.0.1";

	private static final int FIRST_EPHEMERAL_PORT = 49_152;

	private static final int EPHEMERAL_PORTS = 65_536 - FIRST_EPHEMERAL_PORT;

	private final MemoryNetwork network;

	private final AtomicInteger ephemeralPorts = new AtomicInteger();

	private final Map<SocketAddress, MemoryServerChannel> bound = new ConcurrentHashMap<>();

	MemoryListeners(MemoryNetwork network) {
		this.network = network;
	}

	/** Returns the next of the ports that stand for no particular one. */
	int nextPort() {
		return FIRST_EPHEMERAL_PORT + Math.floorMod(this.ephemeralPorts.getAndIncrement(), EPHEMERAL_PORTS);
	}

	/** Returns an address for a connection that was given none. */
	SocketAddress nextAddress() {
		return new LocalAddress(new HostPort(EPHEMERAL_HOST, nextPort()).toString());
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
	private @Nullable MemoryServerChannel at(SocketAddress address) {
		return this.bound.get(address);
	}

	/**
	 * Begins to connect.
	 * @param connected run when there is a connection, on any thread
	 * @param refused run if nobody listens there, on any thread
	 * @return this end of the connection
	 * @throws ConnectException if the network refuses
	 */
	MemorySocket connect(SocketAddress from, SocketAddress to, Runnable connected, Runnable refused)
			throws ConnectException {
		MemorySocket dialing = MemorySocket.pair();
		MemorySocket accepted = dialing.other();
		MemoryNetwork.Links links = this.network.links(from, to, () -> {
			dialing.breakOff();
			accepted.breakOff();
		});
		dialing.carriedBy(links.there());
		accepted.carriedBy(links.back());
		dialing.carry(() -> {
			MemoryServerChannel listener = at(to);
			boolean known = listener != null && listener.knock(accepted, from);
			accepted.carry(known ? connected : refused);
		});
		return dialing;
	}

}
