package io.noise;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

import io.noise.concurrent.EventLoopThread;
import io.noise.transport.HostPort;

/**
 * TCP on this machine whose connections seem to come from other hosts.
 */
public class ScatteredTransport extends DelegatingTransport {

	private final AtomicReference<IntFunction<String>> hosts = new AtomicReference<>((port) -> "192.0.2.1");

	/** Makes later connections come from a host. */
	public void comeFrom(String host) {
		comeFrom((port) -> host);
	}

	/** Makes later connections come from the host of their port. */
	public void comeFrom(IntFunction<String> host) {
		this.hosts.set(host);
	}

	/** Leaves the addresses of outbound connections as they are. */
	@Override
	public HostPort describe(SocketAddress address) {
		HostPort real = super.describe(address);
		boolean ephemeral = Thread.currentThread() instanceof EventLoopThread && real.port() != this.listening;
		return ephemeral ? new HostPort(this.hosts.get().apply(real.port()), real.port()) : real;
	}

	private volatile int listening;

	/** Sets the port of the node that has this transport. */
	public void listensOn(int port) {
		this.listening = port;
	}

}
