package io.noise.engine;

import java.net.SocketAddress;
import java.time.Instant;
import java.util.Optional;

import io.noise.identity.NodeId;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The identity and the addresses of a node: what is to be bound, what is, and what others
 * are told. Its text is how logs call the node.
 */
final class NodeAddress {

	private final NodeId id;

	private final HostPort configured;

	private final NodeSettings.External external;

	private final Transport transport;

	private volatile @Nullable Bound bound;

	private volatile boolean closing;

	NodeAddress(NodeId id, HostPort configured, NodeSettings.External external, Transport transport) {
		this.id = id;
		this.configured = configured;
		this.external = external;
		this.transport = transport;
	}

	/** A bound address, and since when. */
	private record Bound(SocketAddress address, Instant at) {
	}

	NodeId id() {
		return this.id;
	}

	// --- as the listener tells

	void bound(SocketAddress address) {
		this.bound = new Bound(address, Instant.now());
	}

	void unbound() {
		this.bound = null;
	}

	/**
	 * The node is about to close: what is bound still is, but no dial ends there.
	 */
	void closing() {
		this.closing = true;
	}

	boolean isBound() {
		return this.bound != null;
	}

	/**
	 * The time when the port was bound; empty unless it is bound now.
	 */
	Optional<Instant> boundAt() {
		Bound now = this.closing ? null : this.bound;
		return Optional.ofNullable(now).map(Bound::at);
	}

	HostPort configured() {
		return this.configured;
	}

	/**
	 * The bound port, before that the one to bind.
	 */
	int port() {
		return here().port();
	}

	/**
	 * The bound address, before that the one to bind.
	 */
	HostPort here() {
		Bound now = this.bound;
		return (now != null) ? describe(now) : this.configured;
	}

	private HostPort describe(Bound here) {
		return this.transport.describe(here.address());
	}

	/**
	 * Whether a dial to an address would end at this node's listener.
	 */
	boolean isBoundTo(SocketAddress address) {
		Bound now = this.bound;
		if (now == null || this.closing) {
			return false;
		}
		HostPort here = describe(now);
		HostPort there = this.transport.describe(address);
		boolean everywhere = NodeReachability.isWildcard(here.host()) && this.transport.isLocal(address);
		return now.address().equals(address)
				|| (here.port() == there.port() && (everywhere || NodeReachability.isWildcard(there.host())));
	}

	/**
	 * Whether an address is the one that this node tells others.
	 */
	boolean isExternal(HostPort address) {
		return isKnownByName() && address.toString().equalsIgnoreCase(external());
	}

	/** Of all addresses of this machine, {@link #isBoundTo} knows. */
	private boolean isKnownByName() {
		Bound now = this.bound;
		return this.external.host() != null || (now != null && !NodeReachability.isWildcard(describe(now).host()));
	}

	/**
	 * The host that is configured to be told to others, empty if none is.
	 */
	Optional<String> externalHost() {
		return Optional.ofNullable(this.external.host());
	}

	/**
	 * The address where others dial this node.
	 */
	String external() {
		String host = this.external.host();
		if (host == null) {
			host = NodeReachability.isWildcard(here().host()) ? NodeReachability.reachable() : this.configured.host();
		}
		return new HostPort(host, (this.external.port() != 0) ? this.external.port() : port()).toString();
	}

	@Override
	public String toString() {
		return "Node[" + this.id.toShortString() + " " + this.configured.host() + ":" + port() + "]";
	}

}
