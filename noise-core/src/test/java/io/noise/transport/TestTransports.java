package io.noise.transport;

import java.util.stream.Stream;

/**
 * Every way to carry bytes that works on this machine, for tests.
 */
public final class TestTransports {

	private TestTransports() {
	}

	public static Transport nio() {
		return NioTcp.transport();
	}

	/**
	 * NIO, the native one where it loads, and the in-memory one.
	 */
	public static Stream<Transport> all() {
		return Stream.concat(Stream.of(nio(), Transports.inMemory()), NativeTcp.find().stream());
	}

	/**
	 * The transports on real sockets.
	 */
	public static Stream<Transport> tcp() {
		return Stream.concat(Stream.of(nio()), NativeTcp.find().stream());
	}

	/**
	 * The native one.
	 */
	public static Stream<Transport> nativeTcp() {
		return tcp().skip(1);
	}

}
