package io.noise.transport;

/**
 * The transports that come with the library.
 */
public final class Transports {

	private static final Transport TCP = NativeTcp.find().orElseGet(NioTcp::transport);

	private static final Transport IN_MEMORY = new InMemoryTransport(MemoryNetwork.DIRECT);

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
	 * Connections that never leave this JVM, for fast tests. Hosts are names only; ports
	 * are taken and freed as on a real machine. They behave as TCP does: a sender whose
	 * peer does not read has to wait, at most 256 KiB later; what was written before a
	 * close arrives; each direction has an end of its own.
	 * @return the transport
	 */
	public static Transport inMemory() {
		return IN_MEMORY;
	}

}
