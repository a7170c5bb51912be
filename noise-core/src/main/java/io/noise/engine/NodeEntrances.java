package io.noise.engine;

import java.util.concurrent.CompletableFuture;

/**
 * Shuts all ways by which a node gets new peers.
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
	 * Admits no new peers. Connections under way are closed when they would become peers.
	 * @return completed when the port is free
	 */
	CompletableFuture<Void> shut() {
		this.registry.close();
		this.keptAddresses.close();
		this.dialer.close();
		return this.listener.close();
	}

}
