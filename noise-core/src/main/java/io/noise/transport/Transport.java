package io.noise.transport;

import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The carrier of a node's bytes: an adapter between its addresses and Netty's channels.
 * One instance may serve any number of nodes.
 * <p>
 * This is the one place of the public API where Netty types appear.
 */
public interface Transport {

	/**
	 * The handlers that drive the channels on the node's event loops.
	 * @return a factory that is asked once an event loop
	 */
	IoHandlerFactory ioHandlers();

	/**
	 * Sets the channel types and socket options of a listener.
	 * @param bootstrap the listener's
	 */
	void configure(ServerBootstrap bootstrap);

	/**
	 * Sets the channel type and socket options of a dialled connection.
	 * @param bootstrap the connection's
	 */
	void configure(Bootstrap bootstrap);

	/**
	 * The addresses to try for a host, in turn. May block, and is never called on an
	 * event loop.
	 * @param address what the user wrote
	 * @return at least one address
	 * @throws UnknownHostException if the host has none
	 */
	List<SocketAddress> resolve(HostPort address) throws UnknownHostException;

	/**
	 * The local end of a connection about to be dialled, where a transport does not
	 * choose one by itself.
	 * @return the address to dial from, or null to leave it to the channel
	 */
	default @Nullable SocketAddress nextLocalAddress() {
		return null;
	}

	/**
	 * The form in which users see an address of this transport.
	 * @param address an end of one of its channels
	 * @return host and port
	 */
	HostPort describe(SocketAddress address);

	/**
	 * Whether an address is one of this machine's own.
	 * @param address an address that {@link #resolve} gave
	 * @return true if a listener bound to the wildcard address would be reached at it
	 */
	boolean isLocal(SocketAddress address);

}
