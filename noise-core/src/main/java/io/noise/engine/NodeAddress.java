package io.noise.engine;

import java.net.SocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import io.noise.identity.NodeId;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The identity and the addresses of a node: the configured, the bound and the advertised
 * one. Its text names the node in logs. From any thread.
 */
final class NodeAddress {

	private final NodeId id;

	private final HostPort configured;

	private final NodeSettings.External external;

	private final Transport transport;

	private final Supplier<Instant> clock;

	private volatile @Nullable Bound bound;

	private volatile boolean closing;

	NodeAddress(NodeId id, HostPort configured, NodeSettings.External external, Transport transport,
			Supplier<Instant> clock) {
		this.id = id;
		this.configured = configured;
		this.external = external;
		this.transport = transport;
		this.clock = clock;
	}

	/** A bound address, and since when. */
	private record Bound(SocketAddress address, Instant at) {
	}

	NodeId id() {
		return this.id;
	}

	// --- called by the listener

	void bound(SocketAddress address) {
		this.bound = new Bound(address, this.clock.get());
	}

	void unbound() {
		this.bound = null;
	}

	/**
	 * Notes that the node is about to close: the port may still be bound, but no dial
	 * ends there.
	 */
	void closing() {
		this.closing = true;
	}

	boolean isBound() {
		return this.bound != null;
	}

	/**
	 * The time when the port was bound; empty if it is not bound now.
	 */
	Optional<Instant> boundAt() {
		Bound now = this.closing ? null : this.bound;
		return Optional.ofNullable(now).map(Bound::at);
	}

	HostPort configured() {
		return this.configured;
	}

	/**
	 * The bound port; before that, the configured one.
	 */
	int port() {
		return local().port();
	}

	/**
	 * The bound address; before that, the configured one.
	 */
	HostPort local() {
		Bound now = this.bound;
		return (now != null) ? describe(now) : this.configured;
	}

	private HostPort describe(Bound now) {
		return this.transport.describe(now.address());
	}

	/**
	 * Whether a dial to an address would end at this node's listener.
	 */
	boolean isBoundTo(SocketAddress address) {
		Bound now = this.bound;
		if (now == null || this.closing) {
			return false;
		}
		HostPort local = describe(now);
		HostPort dialed = this.transport.describe(address);
		boolean samePort = local.port() == dialed.port();
		boolean sameMachine = NodeHosts.isWildcard(local.host()) && this.transport.isLocal(address);
		return now.address().equals(address) || (samePort && (sameMachine || NodeHosts.isWildcard(dialed.host())));
	}

	/**
	 * Whether an address is the one that this node advertises.
	 */
	boolean isExternal(HostPort address) {
		return isKnownByName() && address.toString().equalsIgnoreCase(external());
	}

	/** Whether one name stands for the node; else {@link #isBoundTo} decides. */
	private boolean isKnownByName() {
		Bound now = this.bound;
		return this.external.host() != null || (now != null && !NodeHosts.isWildcard(describe(now).host()));
	}

	/**
	 * The host that is configured to be advertised; empty if there is none.
	 */
	Optional<String> externalHost() {
		return Optional.ofNullable(this.external.host());
	}

	/**
	 * The advertised address, where others dial this node.
	 */
	String external() {
		String host = this.external.host();
		if (host == null) {
			host = NodeHosts.isWildcard(local().host()) ? NodeHosts.advertised() : this.configured.host();
		}
		return new HostPort(host, (this.external.port() != 0) ? this.external.port() : port()).toString();
	}

	@Override
	public String toString() {
		return "Node[" + this.id.toShortString() + " " + this.configured.host() + ":" + port() + "]";
	}

}
