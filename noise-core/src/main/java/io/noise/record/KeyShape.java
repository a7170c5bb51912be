package io.noise.record;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a map or the elements of a set: distinct, and with a bound on the work that
 * colliding hashes make, since strangers choose them.
 * <p>
 * Hash tables of the JDK sort colliding keys if their type is {@linkplain Shape#ordered()
 * ordered}, so these need no bound. Others are compared one by one. To compare two takes
 * as long as the shorter one; if they hold hash tables with such keys themselves, up to
 * the product of both, as each of their elements may be compared with each. The sum over
 * all keys of equal hash must not exceed a multiple of the bytes of all keys.
 */
final class KeyShape {

	/** Allows any 129 keys of the same hash, and more where there are others. */
	private static final int COMPARED_PER_BYTE = 128;

	private final String component;

	private final String noun;

	private final Shape shape;

	private final boolean ordered;

	/** Known only after all shapes are complete. */
	private boolean holdsUnorderedKeys;

	/** Whether distinct keys may be equal at the other end; known as late. */
	private boolean shortened;

	/**
	 * The keys of a component.
	 * @param component the component that is the map or set, for messages
	 * @param noun key or element
	 * @param shape the shape of one key
	 */
	KeyShape(String component, String noun, Shape shape) {
		this.component = component;
		this.noun = noun;
		this.shape = shape;
		this.ordered = shape.ordered();
	}

	Shape shape() {
		return this.shape;
	}

	/** Looks into the keys, after all shapes are complete. */
	void complete() {
		Set<Shape> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Shape> open = new ArrayDeque<>();
		open.add(this.shape);
		while (!open.isEmpty()) {
			Shape next = open.remove();
			if (seen.add(next)) {
				this.shortened |= next.shortens();
				this.holdsUnorderedKeys |= next instanceof HashedShape hashed && !hashed.keys().ordered;
				open.addAll(next.parts());
			}
		}
	}

	void write(@Nullable Object key, PayloadWriter out, int depth, KeyTally tally) {
		if (key == null) {
			throw new IllegalArgumentException(
					this.component + ": null as " + this.noun + " " + tally.count() + " (expected: a value)");
		}
		if (this.shortened) {
			writeShortened(key, out, depth, tally);
			return;
		}
		int before = out.size();
		this.shape.write(key, out, depth);
		tally.add(key, out.size() - before);
	}

	private void writeShortened(Object key, PayloadWriter out, int depth, KeyTally tally) {
		PayloadWriter bytes = new PayloadWriter(out.maxBytes());
		this.shape.write(key, bytes, depth);
		byte[] written = bytes.toBytes();
		if (!tally.isFirst(written)) {
			throw new IllegalArgumentException(this.component + ": " + this.noun + " " + tally.count()
					+ " is equal to another one at the peer, which has fewer components (expected: each once)");
		}
		out.writeRaw(written, 0, written.length);
		tally.add(key, written.length);
	}

	/** Refuses to write keys that would not be read. */
	void checkWritten(KeyTally tally) {
		long work = tally.collisionWork(this.holdsUnorderedKeys);
		if (isTooMuch(work, tally)) {
			throw new IllegalArgumentException(this.component + ": " + tooManyCollisions(tally));
		}
		if (work > 0 && tally.hasDuplicates()) {
			throw new IllegalArgumentException(
					this.component + ": equal " + this.noun + "s (expected: each once, by equals)");
		}
	}

	void read(PayloadReader in, int depth, KeyTally tally) {
		int before = in.offset();
		Object key = this.shape.read(in, depth);
		tally.add(key, in.offset() - before);
	}

	/** Puts the keys that were read to use in a hash table, where they may collide. */
	void index(KeyTally tally, Distinct distinct) {
		try {
			if (!this.ordered && isTooMuch(tally.collisionWork(this.holdsUnorderedKeys), tally)) {
				throw new PayloadException(this.component + ": " + tooManyCollisions(tally));
			}
			for (int i = 0; i < tally.count(); i++) {
				if (!distinct.add(tally.key(i), i)) {
					throw new PayloadException(
							this.component + ": " + this.noun + " " + i + " again (expected: each once)");
				}
			}
		}
		catch (PayloadException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new PayloadException(this.component + ": hashCode or equals of a " + this.noun + " threw " + ex, ex);
		}
	}

	private boolean isTooMuch(long work, KeyTally tally) {
		return !this.ordered && work > COMPARED_PER_BYTE * tally.totalBytes();
	}

	private String tooManyCollisions(KeyTally tally) {
		return "too many of " + tally.count() + " " + this.noun + "s have the same hash (expected: a few)";
	}

	/**
	 * Adds a key to a hash table.
	 */
	@FunctionalInterface
	interface Distinct {

		/**
		 * Adds a key.
		 * @param key the key
		 * @param index its place among the keys
		 * @return whether it was not there
		 */
		boolean add(Object key, int index);

	}

}
