package io.noise.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Those that wait for their turn. Every second turn is that of the one with the fewest
 * failures behind it, of several the newest; the turns between are those of who has
 * waited longest. So nobody waits for all that never succeed, though many of them came
 * before it and have not been tried, and nobody waits for ever. Before all of them goes
 * who is in a hurry. Not safe for use by several threads at once.
 */
final class DialLine<T> {

	/** Null where all go in their order. */
	private final @Nullable ToIntFunction<T> failures;

	/** In their order. */
	private final Set<T> waiting = new LinkedHashSet<>();

	/** Those of them that go first. */
	private final Set<T> hurried = new LinkedHashSet<>();

	private boolean oldestNext;

	private DialLine(@Nullable ToIntFunction<T> failures) {
		this.failures = failures;
	}

	/**
	 * A line whose every second turn goes by failures.
	 */
	static <T> DialLine<T> byFailures(ToIntFunction<T> failures) {
		return new DialLine<>(failures);
	}

	/**
	 * A line of those that are tried once: all turns are those of who has waited longest.
	 */
	static <T> DialLine<T> inOrder() {
		return new DialLine<>(null);
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
		ToIntFunction<T> judged = this.failures;
		return (judged == null || this.oldestNext) ? this.waiting.iterator().next() : newestOfTheFewest(judged);
	}

	private T newestOfTheFewest(ToIntFunction<T> judged) {
		return this.waiting.stream()
			.reduce((one, newer) -> (judged.applyAsInt(newer) <= judged.applyAsInt(one)) ? newer : one)
			.orElseThrow();
	}

}
