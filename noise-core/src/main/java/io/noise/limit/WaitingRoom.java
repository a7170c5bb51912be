package io.noise.limit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The connections that are not peers yet, oldest first, within a bound. When there are
 * too many, a silent one makes room for a new one: the oldest silent one from the address
 * with the most places. A connection that makes progress stays.
 * <p>
 * A connection that has sent nothing yet makes room at once, unless many arrive together,
 * because they may then be slow to begin. In that case a few per second make room at
 * once, and the others may be silent for their patience, one second at first. Each of
 * these that makes room shortens the patience, and one whose first bytes are late
 * restores it. So even thousands of connections that never send anything do not delay
 * others for long. Not safe for use by several threads at once.
 *
 * @param <G> the connection
 */
public final class WaitingRoom<G> {

	/** The silence after which a connection may make room; also the longest patience. */
	static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

	/** The shortest patience. */
	static final long LEAST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	/** The time from which on first bytes are late. */
	static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * The number of places per connection that may make room at once, as a burst; one
	 * more per second may do so.
	 */
	static final int ONE_AT_ONCE_IN = 8;

	/**
	 * The factor by which a connection that never sent anything shortens the patience.
	 */
	private static final double LESS = 0.9;

	private final int places;

	private final Ears<G> ears;

	private final LongSupplier clock;

	private final Map<G, Place> guests = new LinkedHashMap<>();

	private final TokenBucket atOnce;

	private long patienceNanos = QUIET_NANOS;

	/**
	 * Creates an empty room.
	 * @param places the maximum number of connections
	 * @param ears knows when connections sent something
	 * @param clock nanoseconds
	 */
	public WaitingRoom(int places, Ears<G> ears, LongSupplier clock) {
		this.places = places;
		this.ears = ears;
		this.clock = clock;
		this.atOnce = new TokenBucket(1, Math.max(1, places / ONE_AT_ONCE_IN), clock.getAsLong());
	}

	/** Knows when connections sent something. */
	public interface Ears<G> {

		/** The time of a connection that has sent nothing. */
		long NEVER = Long.MIN_VALUE;

		/** Returns the time of the first bytes of a connection, or {@link #NEVER}. */
		long firstNanos(G guest);

		/** Returns the time of the latest bytes of a connection, or {@link #NEVER}. */
		long lastNanos(G guest);

		/**
		 * Whether this node owes answers to many connections, so that their silence is
		 * not their fault.
		 */
		boolean owesAnswers();

	}

	/** A place that is taken. */
	private static final class Place {

		/** The address that holds the place. */
		private final Object holder;

		private final long sinceNanos;

		private boolean heard;

		Place(Object holder, long sinceNanos) {
			this.holder = holder;
			this.sinceNanos = sinceNanos;
		}

	}

	public int size() {
		return this.guests.size();
	}

	/**
	 * Adds a connection. Connections that are only about to be added do not count: they
	 * may be gone in a moment, as peers.
	 * @param holder the address that holds its place
	 * @return the connection that makes room and has been removed, null if none does
	 */
	public @Nullable G enter(G guest, Object holder) {
		this.guests.put(guest, new Place(holder, this.clock.getAsLong()));
		G victim = (this.guests.size() > this.places) ? victim(guest) : null;
		if (victim != null) {
			makesRoom(victim);
		}
		return victim;
	}

	private void makesRoom(G victim) {
		Place place = this.guests.remove(victim);
		if (place == null || this.ears.firstNanos(victim) != Ears.NEVER) {
			return;
		}
		long now = this.clock.getAsLong();
		if (now - place.sinceNanos < this.patienceNanos) {
			this.atOnce.take(now);
		}
		else {
			this.patienceNanos = Math.max(LEAST_PATIENCE_NANOS, (long) (LESS * this.patienceNanos));
		}
	}

	public boolean leave(G guest) {
		Place place = this.guests.remove(guest);
		if (place != null) {
			listen(guest, place);
		}
		return place != null;
	}

	/** Adjusts the patience after the first bytes of a connection. */
	private void listen(G guest, Place place) {
		long first = place.heard ? Ears.NEVER : this.ears.firstNanos(guest);
		if (first != Ears.NEVER) {
			place.heard = true;
			if (first - place.sinceNanos >= LATE_NANOS) {
				this.patienceNanos = QUIET_NANOS;
			}
		}
	}

	/** Returns the connection that makes room for a new one, null if none does. */
	private @Nullable G victim(G newcomer) {
		this.guests.forEach(this::listen);
		long now = this.clock.getAsLong();
		Map<Object, Integer> held = new HashMap<>();
		this.guests.values().forEach((place) -> held.merge(place.holder, 1, Integer::sum));
		G victim = null;
		int most = 0;
		for (Map.Entry<G, Place> entry : this.guests.entrySet()) {
			int holds = held.getOrDefault(entry.getValue().holder, 0);
			if (holds > most && entry.getKey() != newcomer && leftNanos(entry.getKey(), entry.getValue(), now) <= 0) {
				most = holds;
				victim = entry.getKey();
			}
		}
		return victim;
	}

	/**
	 * Returns the time for which a connection may remain silent before it may make room.
	 */
	private long leftNanos(G guest, Place place, long now) {
		long last = this.ears.lastNanos(guest);
		if (last == Ears.NEVER) {
			return this.atOnce.has(now) ? 0 : this.patienceNanos - (now - place.sinceNanos);
		}
		return this.ears.owesAnswers() ? LATE_NANOS : QUIET_NANOS - (now - last);
	}

	/**
	 * Returns the time until there is room for another connection.
	 * @param others the number of connections that are about to be added
	 * @return nanoseconds, as far as is known now; zero if there is room
	 */
	public long nanosUntilRoom(int others) {
		if (this.guests.size() + others < this.places) {
			return 0;
		}
		this.guests.forEach(this::listen);
		long now = this.clock.getAsLong();
		return this.guests.entrySet()
			.stream()
			.mapToLong((entry) -> Math.max(0, leftNanos(entry.getKey(), entry.getValue(), now)))
			.min()
			.orElse(QUIET_NANOS);
	}

}
