package io.noise.transport;

import java.net.ConnectException;
import java.net.SocketAddress;

/**
 * The way between the ends of connections in memory.
 */
@FunctionalInterface
interface MemoryNetwork {

	/** Carries everything at once, on the thread of the sender. */
	MemoryNetwork DIRECT = (from, to, breakOff) -> new Links(Runnable::run, Runnable::run);

	/**
	 * Links a dialling end with the place that it dials. Called on the event loop of the
	 * dialling end.
	 * @param breakOff resets both ends of the connection when it is run, on any thread
	 * @throws ConnectException if the connection is refused, whoever listens there
	 */
	Links links(SocketAddress from, SocketAddress to, Runnable breakOff) throws ConnectException;

	/**
	 * The two directions of a connection.
	 *
	 * @param there from the dialling end
	 * @param back to the dialling end
	 */
	record Links(MemoryLink there, MemoryLink back) {
	}

}
