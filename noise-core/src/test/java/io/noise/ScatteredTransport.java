package io.noise;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

import io.noise.concurrent.EventLoopThread;
import io.noise.transport.HostPort;

/**
 * TCP on this machine whose connections seem to come from elsewhere.
 */
public class ScatteredTransport extends DelegatingTransport {

	private final AtomicReference<IntFunction<String>> hosts = new AtomicReference<>((port) -> "192.0.2.1");

	/** From now on connections come from a host. */
	public void comeFrom(String host) {
		comeFrom((port) -> host);
	}

	/** From now on connections come from the host that their port means. */
	public void comeFrom(IntFunction<String> host) {
		this.hosts.set(host);
	}

	/** Those whom others dialled are seen as they are. */
	@Override
	public HostPort describe(SocketAddress address) {
		HostPort real = super.describe(address);
		boolean ephemeral = Thread.currentThread() instanceof EventLoopThread && real.port() != this.listening;
		return ephemeral ? new HostPort(this.hosts.get().apply(real.port()), real.port()) : real;
	}

	private volatile int listening;

	/** Tells the port of the node that has this transport. */
	public void listensOn(int port) {
		this.listening = port;
	}

}
