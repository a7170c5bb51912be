package io.noise.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * A line of elements that wait for their turn. Every second turn goes to the element with
 * the fewest failures, among equals to the newest; the turns between go to the one that
 * has waited longest. So none has to wait for all that never succeed, even if many of
 * them came earlier and have not been tried, and none waits for ever. Elements in a hurry
 * go before all others. Not thread-safe.
 *
 * @param <T> the elements
 */
final class DialLine<T> {

	/** Null where all turns go in the order of arrival. */
	private final @Nullable ToIntFunction<T> failures;

	/** In the order of arrival. */
	private final Set<T> waiting = new LinkedHashSet<>();

	/** The waiting elements that are in a hurry. */
	private final Set<T> hurried = new LinkedHashSet<>();

	private boolean oldestNext;

	private DialLine(@Nullable ToIntFunction<T> failures) {
		this.failures = failures;
	}

	/**
	 * Creates a line whose every second turn goes by failures.
	 */
	static <T> DialLine<T> byFailures(ToIntFunction<T> failures) {
		return new DialLine<>(failures);
	}

	/**
	 * Creates a line in the order of arrival, for elements that are tried once.
	 */
	static <T> DialLine<T> inOrder() {
		return new DialLine<>(null);
	}

	void add(T last) {
		this.waiting.add(last);
	}

	/**
	 * Moves an element before those that are not in a hurry; does nothing if it does not
	 * wait.
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
	 * Removes the element whose turn it is.
	 * @return the element; null if none waits
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
