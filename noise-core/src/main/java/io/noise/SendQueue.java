package io.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that have not begun, in the order in which they came.
 * Any thread adds, the event loop takes. Each has taken room, which it gives back when it
 * leaves: to whoever takes it out, and there is only one who does.
 */
final class SendQueue {

	private final Room room;

	private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();

	/**
	 * The first, taken out of the queue, where the other end does not take it yet. The
	 * event loop's alone.
	 */
	private @Nullable Outgoing head;

	/**
	 * A queue.
	 * @param room what messages take before they are added
	 */
	SendQueue(Room room) {
		this.room = room;
	}

	// --- from any thread

	void add(Outgoing message) {
		this.queue.add(message);
	}

	/**
	 * Takes out a message that was called back.
	 * @return false if it is not there, or is the one that the event loop has in its hand
	 */
	boolean remove(Outgoing message) {
		boolean removed = this.queue.remove(message);
		if (removed) {
			this.room.giveBack(message.cost());
		}
		return removed;
	}

	/**
	 * Withdraws all but the one that the event loop may have in its hand.
	 * @return those that were still wanted
	 */
	List<Outgoing> withdrawQueued() {
		List<Outgoing> withdrawn = new ArrayList<>();
		for (Outgoing message = this.queue.poll(); message != null; message = this.queue.poll()) {
			withdraw(message, withdrawn);
		}
		return withdrawn;
	}

	private void withdraw(Outgoing message, List<Outgoing> withdrawn) {
		this.room.giveBack(message.cost());
		if (message.withdraw()) {
			withdrawn.add(message);
		}
	}

	// --- on the event loop

	/**
	 * Takes out the next message that is still wanted, which begins with that.
	 * @param admits whether the other end takes it now
	 * @return null if there is none, or the other end does not take it
	 */
	@Nullable Outgoing poll(Predicate<Outgoing> admits) {
		for (Outgoing next = first(); next != null; next = first()) {
			if (next.isWanted() && !admits.test(next)) {
				return null;
			}
			this.head = null;
			this.room.giveBack(next.cost());
			if (next.begin()) {
				return next;
			}
		}
		return null;
	}

	private @Nullable Outgoing first() {
		if (this.head == null) {
			this.head = this.queue.poll();
		}
		return this.head;
	}

	/** The one that has waited longest, null if there is none. */
	@Nullable Outgoing oldest() {
		return (this.head != null) ? this.head : this.queue.peek();
	}

	boolean isEmpty() {
		return this.head == null && this.queue.isEmpty();
	}

	/**
	 * Withdraws those whose time is over.
	 * @return those that were still wanted
	 */
	List<Outgoing> withdrawLate() {
		List<Outgoing> withdrawn = new ArrayList<>();
		for (Outgoing next = first(); next != null; next = first()) {
			if (next.nanosLeft() > 0 && next.isWanted()) {
				break;
			}
			this.head = null;
			withdraw(next, withdrawn);
		}
		return withdrawn;
	}

	/**
	 * Withdraws all.
	 * @return those that were still wanted
	 */
	List<Outgoing> withdrawAll() {
		List<Outgoing> withdrawn = new ArrayList<>();
		if (this.head != null) {
			withdraw(this.head, withdrawn);
			this.head = null;
		}
		withdrawn.addAll(withdrawQueued());
		return withdrawn;
	}

	@Override
	public String toString() {
		return "SendQueue[" + this.room + "]";
	}

}
