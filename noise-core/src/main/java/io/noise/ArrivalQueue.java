package io.noise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Messages in the order in which they came. The next of all and the next of one type can
 * be taken, both without a search, however many wait. Not safe for threads.
 */
final class ArrivalQueue {

	/** Each type's own, first come first. */
	private final Map<Integer, Deque<Waiting>> byOpcode = new HashMap<>();

	private @Nullable Waiting first;

	private @Nullable Waiting last;

	void add(Received received) {
		Waiting added = new Waiting(received, this.last);
		if (this.last != null) {
			this.last.next = added;
		}
		else {
			this.first = added;
		}
		this.last = added;
		this.byOpcode.computeIfAbsent(received.type().opcode(), (key) -> new ArrayDeque<>()).add(added);
	}

	boolean isEmpty() {
		return this.first == null;
	}

	/**
	 * Takes the next of all, null if there is none.
	 */
	@Nullable Received poll() {
		return (this.first != null) ? poll(this.first.received.type().opcode()) : null;
	}

	/**
	 * Takes the next of a type, null if there is none.
	 */
	@Nullable Received poll(int opcode) {
		Deque<Waiting> ofType = this.byOpcode.get(opcode);
		Waiting next = (ofType != null) ? ofType.poll() : null;
		if (next == null) {
			return null;
		}
		unlink(next);
		return next.received;
	}

	private void unlink(Waiting taken) {
		if (taken.previous != null) {
			taken.previous.next = taken.next;
		}
		else {
			this.first = taken.next;
		}
		if (taken.next != null) {
			taken.next.previous = taken.previous;
		}
		else {
			this.last = taken.previous;
		}
	}

	/** One message, between those that came before and after it. */
	private static final class Waiting {

		private final Received received;

		private @Nullable Waiting previous;

		private @Nullable Waiting next;

		Waiting(Received received, @Nullable Waiting previous) {
			this.received = received;
			this.previous = previous;
		}

	}

}
