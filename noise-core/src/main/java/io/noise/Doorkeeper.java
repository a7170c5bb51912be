package io.noise;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what strangers who dial us can take: how fast their connections come, how many
 * there are from one address, how many are not peers yet, and how many are.
 */
final class Doorkeeper {

	private final NodeContext context;

	private final Limits limits;

	private final AcceptRates rates;

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Who is there from each address and network. Guarded by the lock, as are the rest.
	 */
	private final Map<Object, Set<Channel>> present = new HashMap<>();

	/** Those that are no peers yet, the oldest first. */
	private final Map<Connection, Origin> pending = new LinkedHashMap<>();

	/** Those that are peers, or about to be. */
	private final Set<Connection> seated = new HashSet<>();

	Doorkeeper(NodeContext context) {
		this.context = context;
		this.limits = context.settings().nodeLimits();
		this.rates = new AcceptRates(this.limits, System::nanoTime);
	}

	/**
	 * Lets a connection in that was just accepted. It counts until its channel is closed,
	 * whatever becomes of it. On its event loop.
	 * @return where it comes from; null if it must be closed
	 */
	@Nullable Origin enter(Channel channel) {
		SocketAddress remote = channel.remoteAddress();
		String host = (remote != null) ? this.context.settings().transport().describe(remote).host() : "nowhere";
		Origin origin = Origin.of(host, this.limits.exemptAddresses());
		Refusal refusal = this.rates.refuse(origin.counted() ? origin.holder() : null);
		if (refusal == null) {
			refusal = count(origin, channel);
		}
		if (refusal == null) {
			return origin;
		}
		this.context.refusals().byLimit(this.context.node(), refusal, "a connection from " + host);
		return null;
	}

	private @Nullable Refusal count(Origin origin, Channel channel) {
		if (!origin.counted()) {
			return null;
		}
		// First of all, for everything behind this may fail, and be it for want of
		// memory.
		channel.closeFuture().addListener((closed) -> uncount(origin, channel));
		this.lock.lock();
		try {
			if (present(origin.holder()) >= this.limits.maxPerAddress()) {
				return Refusal.MAX_PER_ADDRESS;
			}
			Object network = origin.network();
			if (network != null) {
				if (present(network) >= this.limits.maxPerNetwork()) {
					return Refusal.MAX_PER_NETWORK;
				}
				this.present.computeIfAbsent(network, (key) -> new HashSet<>()).add(channel);
			}
			this.present.computeIfAbsent(origin.holder(), (key) -> new HashSet<>()).add(channel);
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private int present(Object key) {
		return this.present.getOrDefault(key, Set.of()).size();
	}

	private void uncount(Origin origin, Channel channel) {
		this.lock.lock();
		try {
			uncount(origin.holder(), channel);
			uncount(origin.network(), channel);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void uncount(@Nullable Object key, Channel channel) {
		Set<Channel> there = (key != null) ? this.present.get(key) : null;
		if (there != null) {
			there.remove(channel);
			if (there.isEmpty()) {
				this.present.remove(key);
			}
		}
	}

	/**
	 * A connection that was let in is there. Whoever holds up most of the others makes
	 * room for it.
	 */
	void arrived(Connection connection, Origin origin) {
		connection.deadline().onDone(() -> settled(connection));
		connection.closed().thenRun(() -> left(connection));
		Connection victim;
		this.lock.lock();
		try {
			if (connection.closed().isDone()) {
				return;
			}
			this.pending.put(connection, origin);
			victim = (this.pending.size() > this.limits.maxPendingHandshakes()) ? longestOfMost() : null;
			if (victim != null) {
				this.pending.remove(victim);
			}
		}
		finally {
			this.lock.unlock();
		}
		if (victim != null) {
			this.context.refusals().byLimit(this.context.node(), Refusal.MAX_PENDING_HANDSHAKES, victim);
			victim.close(DisconnectReason.LIMIT);
		}
	}

	private @Nullable Connection longestOfMost() {
		Map<Object, Integer> held = new HashMap<>();
		this.pending.values().forEach((origin) -> held.merge(origin.holder(), 1, Integer::sum));
		int most = held.values().stream().mapToInt(Integer::intValue).max().orElse(0);
		return this.pending.entrySet()
			.stream()
			.filter((entry) -> held.getOrDefault(entry.getValue().holder(), 0) == most)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Gives a connection a place among the peers that dialled us. On its event loop.
	 * @return false if there is none; true also if it has one
	 */
	boolean seat(Connection connection) {
		this.lock.lock();
		try {
			if (this.seated.contains(connection)) {
				return true;
			}
			if (this.seated.size() < this.limits.maxInbound() && !connection.closed().isDone()) {
				return this.seated.add(connection);
			}
		}
		finally {
			this.lock.unlock();
		}
		this.context.refusals().byLimit(this.context.node(), Refusal.MAX_INBOUND, connection);
		return false;
	}

	private void settled(Connection connection) {
		this.lock.lock();
		try {
			this.pending.remove(connection);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void left(Connection connection) {
		this.lock.lock();
		try {
			this.pending.remove(connection);
			this.seated.remove(connection);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String toString() {
		this.lock.lock();
		try {
			return this.seated.size() + " inbound peers, " + this.pending.size() + " pending, " + this.present.size()
					+ " addresses";
		}
		finally {
			this.lock.unlock();
		}
	}

}
