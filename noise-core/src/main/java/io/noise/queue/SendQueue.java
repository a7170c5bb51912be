package io.noise.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.noise.session.channel.SessionLimits;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that have not begun, in the order in which they came.
 * Any thread adds, the event loop takes. Each has taken room, which is given back by
 * whoever makes it begin or withdraws it, and there is only one who does.
 * <p>
 * What is called back lets go of its bytes and its room at once, wherever it stands. Its
 * empty shell stays until it is the first, or there are more shells than there may be
 * messages: then all of them are swept out, which makes calling back cheap at any length.
 */
final class SendQueue {

	private static final int MIN_SWEEP = 64;

	private final ByteBudget room;

	private final Queue<QueuedMessage> queue = new ConcurrentLinkedQueue<>();

	/** How many shells there are; for a moment fewer than there are. */
	private final AtomicInteger shells = new AtomicInteger();

	/**
	 * The first, taken out of the queue, where the other end does not take it yet. The
	 * event loop's alone.
	 */
	private @Nullable QueuedMessage head;

	/**
	 * A queue.
	 * @param room what messages take before they are added
	 */
	SendQueue(ByteBudget room) {
		this.room = room;
	}

	// --- from any thread

	void add(QueuedMessage message) {
		this.queue.add(message);
	}

	/**
	 * Makes room for others where a message was withdrawn by somebody else.
	 */
	void withdrawn(QueuedMessage message) {
		this.shells.incrementAndGet();
		this.room.giveBack(message.cost());
	}

	/**
	 * Withdraws all but the one that the event loop may have in its hand.
	 * @return those that were still wanted
	 */
	List<QueuedMessage> withdrawQueued() {
		List<QueuedMessage> withdrawn = new ArrayList<>();
		for (QueuedMessage message = this.queue.poll(); message != null; message = this.queue.poll()) {
			withdraw(message, withdrawn);
		}
		return withdrawn;
	}

	private void withdraw(QueuedMessage message, List<QueuedMessage> withdrawn) {
		if (message.withdraw()) {
			this.room.giveBack(message.cost());
			withdrawn.add(message);
		}
		else {
			this.shells.decrementAndGet();
		}
	}

	// --- on the event loop

	/**
	 * Takes out the next message that is still wanted, which begins with that.
	 * @param admits whether the other end takes it now
	 * @return null if there is none, or the other end does not take it
	 */
	@Nullable QueuedMessage poll(Predicate<QueuedMessage> admits) {
		for (QueuedMessage next = first(); next != null; next = first()) {
			if (next.isWanted() && !admits.test(next)) {
				return null;
			}
			this.head = null;
			if (next.begin()) {
				this.room.giveBack(next.cost());
				return next;
			}
			this.shells.decrementAndGet();
		}
		return null;
	}

	private @Nullable QueuedMessage first() {
		if (this.head == null) {
			this.head = this.queue.poll();
		}
		return this.head;
	}

	/** The one that has waited longest, or its shell; null if there is none. */
	@Nullable QueuedMessage oldest() {
		return (this.head != null) ? this.head : this.queue.peek();
	}

	boolean isEmpty() {
		return this.head == null && this.queue.isEmpty();
	}

	/**
	 * Sweeps shells out where there are more than there can be messages, each of which
	 * costs something.
	 */
	void sweep() {
		if (this.shells.get() <= MIN_SWEEP + this.room.used() / SessionLimits.MESSAGE_OVERHEAD_BYTES) {
			return;
		}
		AtomicInteger swept = new AtomicInteger();
		this.queue.removeIf((message) -> !message.isWanted() && swept.getAndIncrement() >= 0);
		this.shells.addAndGet(-swept.get());
	}

	/**
	 * Withdraws those whose time is over.
	 * @return those that were still wanted
	 */
	List<QueuedMessage> withdrawLate() {
		List<QueuedMessage> withdrawn = new ArrayList<>();
		for (QueuedMessage next = first(); next != null; next = first()) {
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
	List<QueuedMessage> withdrawAll() {
		List<QueuedMessage> withdrawn = new ArrayList<>();
		if (this.head != null) {
			withdraw(this.head, withdrawn);
			this.head = null;
		}
		withdrawn.addAll(withdrawQueued());
		return withdrawn;
	}

	/** How many messages and shells there are. Counts them: for tests. */
	int size() {
		return this.queue.size() + ((this.head != null) ? 1 : 0);
	}

	@Override
	public String toString() {
		return "SendQueue[" + this.room + "]";
	}

}
