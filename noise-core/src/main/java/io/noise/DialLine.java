package io.noise;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Those that wait for their turn. Every second turn is that of the one with the fewest
 * failures behind it, the turns between are those of who has waited longest: nobody waits
 * for all that never succeed, and nobody waits for ever. Not safe for use by several
 * threads at once.
 */
final class DialLine<T> {

	private final ToIntFunction<T> failures;

	/** In their order. */
	private final Set<T> waiting = new LinkedHashSet<>();

	private boolean oldestNext;

	DialLine(ToIntFunction<T> failures) {
		this.failures = failures;
	}

	void add(T last) {
		this.waiting.add(last);
	}

	void remove(T one) {
		this.waiting.remove(one);
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
		this.oldestNext = !this.oldestNext;
		// Of several that are the least, this is the first.
		T next = this.oldestNext ? this.waiting.iterator().next()
				: this.waiting.stream().min(Comparator.comparingInt(this.failures)).orElseThrow();
		this.waiting.remove(next);
		return next;
	}

}
