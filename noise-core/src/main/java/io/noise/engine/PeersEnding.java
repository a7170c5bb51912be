package io.noise.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.netty.channel.EventLoop;
import io.noise.Direction;
import io.noise.Limits;
import io.noise.Refusal;
import io.noise.concurrent.HookName;
import io.noise.limit.LogThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the peers that have ended but for what still runs or waits here: their
 * connection is closed, a hook or handler of theirs is not done. Warns where they take
 * half of the places of their kind. From any thread.
 */
final class PeersEnding {

	/** Hooks that are done sooner are nobody's trouble. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(PeersEnding.class);

	private final Object node;

	private final Map<Direction, Kind> kinds = new EnumMap<>(Direction.class);

	private final Object lock = new Object();

	/**
	 * Nobody has ended yet.
	 * @param node the node, as the log calls it
	 * @param limits how many peers there may be
	 * @param clock nanoseconds
	 */
	PeersEnding(Object node, Limits limits, LongSupplier clock) {
		this.node = node;
		this.kinds.put(Direction.INBOUND, new Kind(Refusal.MAX_INBOUND, limits.maxInbound(), clock));
		this.kinds.put(Direction.OUTBOUND, new Kind(Refusal.MAX_OUTBOUND, limits.maxOutbound(), clock));
	}

	private Kind kind(Direction direction) {
		Kind kind = this.kinds.get(direction);
		if (kind == null) {
			throw new IllegalStateException("direction: " + direction + " (expected: one of the enum)");
		}
		return kind;
	}

	/**
	 * The connection of a peer is closed. On its event loop.
	 */
	void add(Connection connection) {
		Kind kind = kind(connection.direction());
		synchronized (this.lock) {
			kind.peers.add(connection);
		}
		if (isHalf(kind) && kind.checks.compareAndSet(false, true)) {
			checkLater(kind, connection.eventLoop());
		}
	}

	private void checkLater(Kind kind, EventLoop loop) {
		try {
			loop.schedule(() -> {
				kind.checks.set(false);
				tell(kind);
			}, PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} has ended", this.node);
		}
	}

	/**
	 * Nothing of a peer is left.
	 */
	void remove(Connection connection) {
		synchronized (this.lock) {
			kind(connection.direction()).peers.remove(connection);
		}
	}

	int count(Direction direction) {
		return count(kind(direction));
	}

	private int count(Kind kind) {
		synchronized (this.lock) {
			return kind.peers.size();
		}
	}

	/**
	 * Warns, if it is time for that and such peers take half of the places or more:
	 * somebody was refused one.
	 */
	void tell(Direction direction) {
		tell(kind(direction));
	}

	private void tell(Kind kind) {
		if (!isHalf(kind) || !kind.warning.isTime()) {
			return;
		}
		List<Connection> peers;
		synchronized (this.lock) {
			peers = List.copyOf(kind.peers);
		}
		logger.warn(
				"{}: {} peers are disconnected and not done here, which is half of {} ({}) or more: {};"
						+ " logged at most once a minute",
				this.node, peers.size(), kind.limit.property().orElseThrow(), kind.max, blocker(peers));
	}

	private boolean isHalf(Kind kind) {
		return 2L * count(kind) >= kind.max;
	}

	private static String blocker(List<Connection> peers) {
		for (Connection connection : peers) {
			Object hook = connection.lane().runningHook();
			if (hook != null) {
				return "hook " + HookName.of(hook) + " of " + connection.words() + " still runs";
			}
		}
		return "their hooks wait for a thread of the executor";
	}

	/** One direction. */
	private static final class Kind {

		private final Refusal limit;

		private final int max;

		private final LogThrottle warning;

		private final AtomicBoolean checks = new AtomicBoolean();

		/** The one that ended first comes first. Guarded by the lock. */
		private final Set<Connection> peers = new LinkedHashSet<>();

		Kind(Refusal limit, int max, LongSupplier clock) {
			this.limit = limit;
			this.max = max;
			this.warning = new LogThrottle(clock);
		}

	}

}
