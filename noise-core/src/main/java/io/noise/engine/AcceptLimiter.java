package io.noise.engine;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.Limits;
import io.noise.Refusal;
import io.noise.limit.IpPrefix;
import io.noise.limit.WaitingRoom;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what strangers who dial us can take: how fast their connections come, how many
 * there are from one address, how many are not peers yet, and how many are.
 */
final class AcceptLimiter {

	private final Limits limits;

	private final List<IpPrefix> exempt;

	private final Function<SocketAddress, String> hosts;

	private final PeersEnding ending;

	private final Refusals refusals;

	private final AcceptRates rates;

	private final Object lock = new Object();

	/**
	 * Who is there from each address and network, or was and is not done here. Guarded by
	 * the lock, as are the rest.
	 */
	private final Map<Object, Set<AcceptVisit>> present = new HashMap<>();

	/** Those that were accepted, and are not set up as connections yet. */
	private final Set<Channel> coming = new HashSet<>();

	/** Those that are no peers yet. */
	private final WaitingRoom<Connection> pending;

	/** Set while newcomers wait before the door. */
	private volatile boolean closed;

	private volatile Runnable onRoom = () -> {
	};

	/** Those that are peers, or about to be, or were and are not done here. */
	private final Set<Connection> seated = new HashSet<>();

	/**
	 * Lets all in that keep to some limits.
	 * @param limits the limits
	 * @param hosts tells the host of a remote address
	 * @param handshakesWait whether computations of handshakes wait: then it is this node
	 * that owes answers
	 * @param ending peers that are disconnected and not done here
	 * @param refusals counts refusals
	 */
	AcceptLimiter(Limits limits, Function<SocketAddress, String> hosts, BooleanSupplier handshakesWait,
			PeersEnding ending, Refusals refusals) {
		this.limits = limits;
		this.exempt = limits.exemptAddresses().stream().map(IpPrefix::parse).toList();
		this.hosts = hosts;
		this.ending = ending;
		this.refusals = refusals;
		this.rates = new AcceptRates(limits, System::nanoTime);
		this.pending = new WaitingRoom<>(limits.maxPendingHandshakes(), new Ears(handshakesWait), System::nanoTime);
	}

	/** What was heard of connections. */
	private record Ears(BooleanSupplier handshakesWait) implements WaitingRoom.Ears<Connection> {

		@Override
		public long firstNanos(Connection connection) {
			return connection.traffic().firstHeardNanos();
		}

		@Override
		public long lastNanos(Connection connection) {
			return connection.traffic().lastHeardNanos();
		}

		@Override
		public boolean owesAnswers() {
			return this.handshakesWait.getAsBoolean();
		}

	}

	/**
	 * Lets a connection in that was just accepted. It counts until its channel is closed,
	 * whatever becomes of it; where it became a peer, until that has ended here. Else who
	 * reconnects would hold as much as it likes. On its event loop.
	 * @return the connection as it is counted; null if it must be closed
	 */
	@Nullable AcceptVisit enter(Channel channel) {
		SocketAddress remote = channel.remoteAddress();
		String host = (remote != null) ? this.hosts.apply(remote) : "nowhere";
		AcceptOrigin origin = AcceptOrigin.of(host, this.exempt);
		AcceptVisit visit = new AcceptVisit(origin);
		Refusal refusal = this.rates.refuse(origin.counted() ? origin.holder() : null);
		if (refusal == null) {
			refusal = count(visit, channel);
		}
		if (refusal == null) {
			return visit;
		}
		this.refusals.byLimit(refusal, "a connection from " + host);
		return null;
	}

	private @Nullable Refusal count(AcceptVisit visit, Channel channel) {
		AcceptOrigin origin = visit.origin();
		if (!origin.counted()) {
			return null;
		}
		// First of all, for everything behind this may fail, and be it for want of
		// memory.
		channel.closeFuture().addListener((closed) -> visit.onEnd(() -> uncount(visit)));
		synchronized (this.lock) {
			if (present(origin.holder()) >= this.limits.maxPerAddress()) {
				return Refusal.MAX_PER_ADDRESS;
			}
			Object network = origin.network();
			if (network != null) {
				if (present(network) >= this.limits.maxPerNetwork()) {
					return Refusal.MAX_PER_NETWORK;
				}
				this.present.computeIfAbsent(network, (key) -> new HashSet<>()).add(visit);
			}
			this.present.computeIfAbsent(origin.holder(), (key) -> new HashSet<>()).add(visit);
			return null;
		}
	}

	private int present(Object key) {
		return this.present.getOrDefault(key, Set.of()).size();
	}

	private void uncount(AcceptVisit visit) {
		synchronized (this.lock) {
			uncount(visit.origin().holder(), visit);
			uncount(visit.origin().network(), visit);
		}
	}

	private void uncount(@Nullable Object key, AcceptVisit visit) {
		Set<AcceptVisit> there = (key != null) ? this.present.get(key) : null;
		if (there != null) {
			there.remove(visit);
			if (there.isEmpty()) {
				this.present.remove(key);
			}
		}
	}

	// --- those that are no peers yet

	/**
	 * What to run when there may be room again, while newcomers wait. Replaces what was
	 * to be run before.
	 */
	void onRoom(Runnable action) {
		this.onRoom = action;
	}

	/**
	 * A connection was accepted. From here to its end as a stranger it takes a place.
	 */
	void coming(Channel channel) {
		synchronized (this.lock) {
			this.coming.add(channel);
		}
		channel.closeFuture().addListener((closed) -> came(channel));
	}

	private void came(Channel channel) {
		synchronized (this.lock) {
			this.coming.remove(channel);
		}
		tellOfRoom();
	}

	/**
	 * How long newcomers have to wait for room: until one that is here says nothing for
	 * too long, or room is told of.
	 * @return nanoseconds; zero if one more may come
	 */
	long nanosUntilRoom() {
		synchronized (this.lock) {
			long nanos = this.pending.nanosUntilRoom(this.coming.size());
			this.closed = nanos > 0;
			return nanos;
		}
	}

	private void tellOfRoom() {
		if (this.closed) {
			this.onRoom.run();
		}
	}

	/**
	 * A connection that was let in is there. If there are too many, one that says nothing
	 * makes room for it.
	 */
	void arrived(Channel channel, Connection connection, AcceptVisit visit) {
		visit.leadsTo(connection);
		connection.traffic().time(true);
		connection.deadline().onDone(() -> settled(connection));
		connection.closed().thenRun(() -> settled(connection));
		connection.end().ended().thenRun(() -> left(connection));
		Connection victim;
		synchronized (this.lock) {
			this.coming.remove(channel);
			if (connection.closed().isDone()) {
				return;
			}
			victim = this.pending.enter(connection, visit.origin().holder());
		}
		tellOfRoom();
		if (victim != null) {
			this.refusals.byLimit(Refusal.MAX_PENDING_HANDSHAKES, victim);
			victim.close(DisconnectReason.LIMIT);
		}
	}

	/**
	 * Gives a connection a place among the peers that dialled us, until it has ended
	 * here. On its event loop.
	 * @return false if there is none; true also if it has one
	 */
	boolean seat(Connection connection) {
		synchronized (this.lock) {
			if (this.seated.contains(connection)) {
				return true;
			}
			if (this.seated.size() < this.limits.maxInbound() && !connection.closed().isDone()) {
				return this.seated.add(connection);
			}
		}
		this.ending.tell(Direction.INBOUND);
		this.refusals.byLimit(Refusal.MAX_INBOUND, connection);
		return false;
	}

	private void settled(Connection connection) {
		connection.traffic().time(false);
		boolean left;
		synchronized (this.lock) {
			left = this.pending.leave(connection);
		}
		if (left) {
			tellOfRoom();
		}
	}

	private void left(Connection connection) {
		synchronized (this.lock) {
			this.seated.remove(connection);
		}
	}

	@Override
	public String toString() {
		synchronized (this.lock) {
			return this.seated.size() + " inbound peers, " + this.pending.size() + " pending, " + this.present.size()
					+ " addresses";
		}
	}

}
