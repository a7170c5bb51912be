package io.noise.engine;

import java.util.concurrent.CompletableFuture;

/**
 * The ways in which a node gets new peers, to be shut together.
 */
final class NodeEntrances {

	private final ConnectionRegistry registry;

	private final Listener listener;

	private final Dialer dialer;

	private final Reconnectors keptAddresses;

	NodeEntrances(ConnectionRegistry registry, Listener listener, Dialer dialer, Reconnectors keptAddresses) {
		this.registry = registry;
		this.listener = listener;
		this.dialer = dialer;
		this.keptAddresses = keptAddresses;
	}

	/**
	 * Lets no new peers in. Connections on their way to becoming one are closed when they
	 * would.
	 * @return completed when the port is free
	 */
	CompletableFuture<Void> shut() {
		this.registry.close();
		this.keptAddresses.close();
		this.dialer.close();
		return this.listener.close();
	}

}
