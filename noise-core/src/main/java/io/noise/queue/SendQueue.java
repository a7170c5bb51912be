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
 * The messages of one connection that have not begun, in order. Any thread adds messages,
 * the event loop removes them. Each has taken room, which is given back by the one thread
 * that makes it begin or withdraws it.
 * <p>
 * A withdrawn message releases its bytes and its room at once, wherever it stands. Its
 * empty shell remains until it is the first, or until there are more shells than there
 * can be messages: then all of them are swept out. This makes withdrawing cheap at any
 * length of the queue.
 */
final class SendQueue {

	private static final int MIN_SWEEP = 64;

	private final ByteBudget room;

	private final Queue<QueuedMessage> queue = new ConcurrentLinkedQueue<>();

	/** The number of shells; it may lag behind for a moment. */
	private final AtomicInteger shells = new AtomicInteger();

	/**
	 * The first message, removed from the queue while the other side has no room for it.
	 * Used on the event loop only.
	 */
	private @Nullable QueuedMessage head;

	/**
	 * Creates an empty queue.
	 * @param room the room, which each message has taken when it is added
	 */
	SendQueue(ByteBudget room) {
		this.room = room;
	}

	// --- from any thread

	void add(QueuedMessage message) {
		this.queue.add(message);
	}

	/**
	 * Gives the room of a message back that its sender has withdrawn.
	 */
	void withdrawn(QueuedMessage message) {
		this.shells.incrementAndGet();
		this.room.giveBack(message.cost());
	}

	/**
	 * Withdraws all messages except the one that the event loop may hold.
	 * @return those that had not been withdrawn before
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
	 * Begins and removes the next message that was not withdrawn.
	 * @param admits whether the other side has room for it
	 * @return null if there is none, or no room for it
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

	/** Returns the oldest message or its shell, null if the queue is empty. */
	@Nullable QueuedMessage oldest() {
		return (this.head != null) ? this.head : this.queue.peek();
	}

	boolean isEmpty() {
		return this.head == null && this.queue.isEmpty();
	}

	/**
	 * Removes the shells if there are more of them than there can be messages, each of
	 * which takes some room.
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
	 * Withdraws the messages whose time limit has expired.
	 * @param nowNanos the time of the clock
	 * @return those that had not been withdrawn before
	 */
	List<QueuedMessage> withdrawLate(long nowNanos) {
		List<QueuedMessage> withdrawn = new ArrayList<>();
		for (QueuedMessage next = first(); next != null; next = first()) {
			if (next.nanosLeft(nowNanos) > 0 && next.isWanted()) {
				break;
			}
			this.head = null;
			withdraw(next, withdrawn);
		}
		return withdrawn;
	}

	/**
	 * Withdraws all messages.
	 * @return those that had not been withdrawn before
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

	/** Counts messages and shells, for tests. */
	int size() {
		return this.queue.size() + ((this.head != null) ? 1 : 0);
	}

	@Override
	public String toString() {
		return "SendQueue[" + this.room + "]";
	}

}
