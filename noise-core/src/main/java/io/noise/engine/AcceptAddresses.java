package io.noise.engine;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.netty.channel.Channel;
import io.noise.Limits;
import io.noise.Refusal;
import io.noise.limit.IpPrefix;
import org.jspecify.annotations.Nullable;

/**
 * Bounds inbound connections by where they come from: their rate, and how many there are
 * from one address and from one network. From any thread.
 */
final class AcceptAddresses {

	private final Limits limits;

	private final List<IpPrefix> exempt;

	private final Function<SocketAddress, String> hosts;

	private final Refusals refusals;

	private final AcceptRates rates;

	private final Object lock = new Object();

	/** The permits of each address and network. Guarded by the lock. */
	private final Map<Object, Set<AcceptPermit>> permits = new HashMap<>();

	/**
	 * Creates the bounds of a node that has no connections.
	 * @param limits the limits
	 * @param hosts returns the host of a remote address
	 * @param refusals counts refusals
	 */
	AcceptAddresses(Limits limits, Function<SocketAddress, String> hosts, Refusals refusals, LongSupplier clock) {
		this.limits = limits;
		this.exempt = limits.exemptAddresses().stream().map(IpPrefix::parse).toList();
		this.hosts = hosts;
		this.refusals = refusals;
		this.rates = new AcceptRates(limits, clock);
	}

	/**
	 * Admits a connection that was just accepted. Its permit is held until the channel is
	 * closed; where it became a connection, until nothing is left of that, since a remote
	 * that reconnects could otherwise occupy as much as it wants. On the event loop of
	 * the channel.
	 * @return the permit; null if the channel must be closed
	 */
	@Nullable AcceptPermit acquire(Channel channel) {
		SocketAddress remote = channel.remoteAddress();
		String host = (remote != null) ? this.hosts.apply(remote) : "nowhere";
		AcceptOrigin origin = AcceptOrigin.of(host, this.exempt);
		AcceptPermit permit = new AcceptPermit(origin);
		Refusal refusal = this.rates.refuse(origin.counted() ? origin.address() : null);
		if (refusal == null && origin.counted()) {
			// Before it is counted: whatever follows may fail, if only for lack of
			// memory.
			channel.closeFuture().addListener((closed) -> permit.onRelease(() -> release(permit)));
			refusal = count(permit);
		}
		if (refusal == null) {
			return permit;
		}
		this.refusals.byLimit(refusal, "a connection from " + host);
		return null;
	}

	private @Nullable Refusal count(AcceptPermit permit) {
		Object address = permit.origin().address();
		Object network = permit.origin().network();
		synchronized (this.lock) {
			if (held(address) >= this.limits.maxPerAddress()) {
				return Refusal.MAX_PER_ADDRESS;
			}
			if (network != null) {
				if (held(network) >= this.limits.maxPerNetwork()) {
					return Refusal.MAX_PER_NETWORK;
				}
				add(network, permit);
			}
			add(address, permit);
			return null;
		}
	}

	private int held(Object origin) {
		return this.permits.getOrDefault(origin, Set.of()).size();
	}

	private void add(Object origin, AcceptPermit permit) {
		this.permits.computeIfAbsent(origin, (key) -> new HashSet<>()).add(permit);
	}

	private void release(AcceptPermit permit) {
		synchronized (this.lock) {
			remove(permit.origin().address(), permit);
			remove(permit.origin().network(), permit);
		}
	}

	private void remove(@Nullable Object origin, AcceptPermit permit) {
		Set<AcceptPermit> held = (origin != null) ? this.permits.get(origin) : null;
		if (held != null) {
			held.remove(permit);
			if (held.isEmpty()) {
				this.permits.remove(origin);
			}
		}
	}

	@Override
	public String toString() {
		synchronized (this.lock) {
			return this.permits.size() + " addresses";
		}
	}

}
