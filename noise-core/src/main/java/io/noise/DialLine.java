package io.noise;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Those that wait for their turn. Every second turn is that of the one with the fewest
 * failures behind it, the turns between are those of who has waited longest: nobody waits
 * for all that never succeed, and nobody waits for ever. Before all of them goes who is
 * in a hurry. Not safe for use by several threads at once.
 */
final class DialLine<T> {

	private final ToIntFunction<T> failures;

	/** In their order. */
	private final Set<T> waiting = new LinkedHashSet<>();

	/** Those of them that go first. */
	private final Set<T> hurried = new LinkedHashSet<>();

	private boolean oldestNext;

	DialLine(ToIntFunction<T> failures) {
		this.failures = failures;
	}

	void add(T last) {
		this.waiting.add(last);
	}

	/**
	 * Lets one that waits go before those that are not in a hurry.
	 */
	void hurry(T one) {
		if (this.waiting.contains(one)) {
			this.hurried.add(one);
		}
	}

	void remove(T one) {
		this.waiting.remove(one);
		this.hurried.remove(one);
	}

	int size() {
		return this.waiting.size();
	}

	/**
	 * Takes the one whose turn it is.
	 * @return null if nobody waits
	 */
	@Nullable T poll() {
		if (this.waiting.isEmpty()) {
			return null;
		}
		T next = this.hurried.isEmpty() ? nextInTurn() : this.hurried.iterator().next();
		remove(next);
		return next;
	}

	private T nextInTurn() {
		this.oldestNext = !this.oldestNext;
		// Of several that are the least, this is the first.
		return this.oldestNext ? this.waiting.iterator().next()
				: this.waiting.stream().min(Comparator.comparingInt(this.failures)).orElseThrow();
	}

}
