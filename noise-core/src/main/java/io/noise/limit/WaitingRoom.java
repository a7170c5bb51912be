package io.noise.limit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Those that came and are no peers yet, the longest there first. When it is full, one
 * that says nothing makes room for the next: of those from the address that holds most
 * places, the one that has been there longest. One that is on its way stays.
 * <p>
 * One that has said nothing yet makes room at once, unless many come together, for then
 * they may be slow to begin: a few a second make room at once, the others may say nothing
 * for a second. Each of these that makes room makes that time shorter, and one that
 * begins late makes it a second again: so thousands who never say anything hold nobody up
 * for long. Not safe for use by several threads at once.
 *
 * @param <G> what comes
 */
public final class WaitingRoom<G> {

	/** Who has said nothing for so long may make room. */
	static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

	/** So long is waited for a first word at least. */
	static final long LEAST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	/** A first word after so long is late. */
	static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * One in so many that have said nothing yet may make room at once, and one more a
	 * second.
	 */
	static final int ONE_AT_ONCE_IN = 8;

	/** What is left of the patience after one that never said a word. */
	private static final double LESS = 0.9;

	private final int places;

	private final Ears<G> ears;

	private final LongSupplier clock;

	private final Map<G, Place> guests = new LinkedHashMap<>();

	private final TokenBucket atOnce;

	private long patienceNanos = QUIET_NANOS;

	/**
	 * An empty room.
	 * @param places how many are to be there at most
	 * @param clock nanoseconds
	 */
	public WaitingRoom(int places, Ears<G> ears, LongSupplier clock) {
		this.places = places;
		this.ears = ears;
		this.clock = clock;
		this.atOnce = new TokenBucket(1, Math.max(1, places / ONE_AT_ONCE_IN), clock.getAsLong());
	}

	/** Knows when somebody spoke. */
	public interface Ears<G> {

		/** That nothing was heard. */
		long NEVER = Long.MIN_VALUE;

		/** When somebody was first heard of, or never. */
		long firstNanos(G guest);

		/** When somebody was last heard of, or never. */
		long lastNanos(G guest);

		/**
		 * Whether this side owes many an answer, and cannot blame their silence on them.
		 */
		boolean owesAnswers();

	}

	/** A place that is taken. */
	private static final class Place {

		/** The address that holds it. */
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
	 * Somebody comes. Those who are about to come do not count here: they may be gone
	 * again in a moment, as peers.
	 * @return who makes room for that, and is not here any more; null if nobody does
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

	/** Learns from a first word. */
	private void listen(G guest, Place place) {
		long first = place.heard ? Ears.NEVER : this.ears.firstNanos(guest);
		if (first != Ears.NEVER) {
			place.heard = true;
			if (first - place.sinceNanos >= LATE_NANOS) {
				this.patienceNanos = QUIET_NANOS;
			}
		}
	}

	/** One of those that were here before. */
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

	/** How long it may go on saying nothing before it may make room. */
	private long leftNanos(G guest, Place place, long now) {
		long last = this.ears.lastNanos(guest);
		if (last == Ears.NEVER) {
			return this.atOnce.has(now) ? 0 : this.patienceNanos - (now - place.sinceNanos);
		}
		return this.ears.owesAnswers() ? LATE_NANOS : QUIET_NANOS - (now - last);
	}

	/**
	 * How long until there is room for one more.
	 * @param others how many are about to come already
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
