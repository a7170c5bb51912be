package io.noise.transport;

/**
 * The transports that come with the library.
 */
public final class Transports {

	private static final Transport TCP = NativeTcp.find().orElseGet(NioTcp::transport);

	private static final Transport IN_MEMORY = new InMemoryTransport();

	private Transports() {
	}

	/**
	 * TCP on the sockets of this machine: Netty's native epoll or kqueue where the
	 * application has added it and it loads, else NIO.
	 * @return the default transport
	 */
	public static Transport tcp() {
		return TCP;
	}

	/**
	 * Channels that never leave this JVM, for fast tests. Hosts are names only; ports are
	 * taken and freed as on a real machine. But there is no operating system in between:
	 * nothing slows a sender down whose peer does not read, so that what is under way is
	 * bounded by the session's credit alone ({@code plain} has none); and a peer that
	 * leaves takes with it what the other end has not read yet.
	 * @return the transport
	 */
	public static Transport inMemory() {
		return IN_MEMORY;
	}

}
