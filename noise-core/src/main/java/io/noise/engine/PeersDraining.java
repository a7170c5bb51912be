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
 * Counts the peers that are draining: their connection is closed, but a hook or handler
 * of theirs still runs or waits here. Warns when they occupy half of the places of their
 * direction. From any thread.
 */
final class PeersDraining {

	/** The time that hooks may take without a warning. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(PeersDraining.class);

	private final Object node;

	private final Map<Direction, Places> places = new EnumMap<>(Direction.class);

	private final Object lock = new Object();

	/**
	 * Creates a counter at zero.
	 * @param node the node, as the log names it
	 * @param limits the numbers of places
	 * @param clock nanoseconds
	 */
	PeersDraining(Object node, Limits limits, LongSupplier clock) {
		this.node = node;
		this.places.put(Direction.INBOUND, new Places(Refusal.MAX_INBOUND, limits.maxInbound(), clock));
		this.places.put(Direction.OUTBOUND, new Places(Refusal.MAX_OUTBOUND, limits.maxOutbound(), clock));
	}

	private Places places(Direction direction) {
		Places found = this.places.get(direction);
		if (found == null) {
			throw new IllegalStateException("direction: " + direction + " (expected: one of the enum)");
		}
		return found;
	}

	/**
	 * Counts a peer whose connection is closed. On its event loop.
	 */
	void add(Connection connection) {
		Places places = places(connection.direction());
		synchronized (this.lock) {
			places.draining.add(connection);
		}
		if (isHalf(places) && places.checks.compareAndSet(false, true)) {
			checkLater(places, connection.eventLoop());
		}
	}

	private void checkLater(Places places, EventLoop loop) {
		try {
			loop.schedule(() -> {
				places.checks.set(false);
				warnIfHalf(places);
			}, PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} has ended", this.node);
		}
	}

	/**
	 * Counts a peer no longer, since nothing of it is left.
	 */
	void remove(Connection connection) {
		synchronized (this.lock) {
			places(connection.direction()).draining.remove(connection);
		}
	}

	int count(Direction direction) {
		return count(places(direction));
	}

	private int count(Places places) {
		synchronized (this.lock) {
			return places.draining.size();
		}
	}

	/**
	 * Warns if draining peers occupy half of the places or more, at most once a minute.
	 * Called when another peer is refused a place.
	 */
	void warnIfHalf(Direction direction) {
		warnIfHalf(places(direction));
	}

	private void warnIfHalf(Places places) {
		if (!isHalf(places) || !places.warning.isTime()) {
			return;
		}
		List<Connection> peers;
		synchronized (this.lock) {
			peers = List.copyOf(places.draining);
		}
		logger.warn(
				"{}: {} disconnected peers keep their places until their hooks have run, half of {} ({}) or more: {};"
						+ " logged at most once a minute",
				this.node, peers.size(), places.limit.property().orElseThrow(), places.max, blocker(peers));
	}

	private boolean isHalf(Places places) {
		return 2L * count(places) >= places.max;
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

	/** The places of one direction. */
	private static final class Places {

		private final Refusal limit;

		private final int max;

		private final LogThrottle warning;

		private final AtomicBoolean checks = new AtomicBoolean();

		/** The first to be closed comes first. Guarded by the lock. */
		private final Set<Connection> draining = new LinkedHashSet<>();

		Places(Refusal limit, int max, LongSupplier clock) {
			this.limit = limit;
			this.max = max;
			this.warning = new LogThrottle(clock);
		}

	}

}
