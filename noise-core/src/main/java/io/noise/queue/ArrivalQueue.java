package io.noise.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Received messages in the order of their arrival, within each type and over all types.
 * The messages are linked by fields of their own, so that a queued message takes no extra
 * memory. Not safe for use by several threads.
 */
final class ArrivalQueue {

	private static final @Nullable OfType[] NONE = new OfType[0];

	/**
	 * The queues of all types of which a message has arrived, by slot; grows as needed.
	 */
	private @Nullable OfType[] types = NONE;

	/** The queues that are not empty, in no order. */
	private final List<OfType> waiting = new ArrayList<>(0);

	private long arrivals;

	private int size;

	private long bytes;

	void add(ReceivedMessage received) {
		received.arrived(this.arrivals++);
		OfType ofType = of(received);
		if (ofType.isEmpty()) {
			ofType.index = this.waiting.size();
			this.waiting.add(ofType);
		}
		ofType.add(received);
		this.size++;
		this.bytes += received.cost();
	}

	/** Returns the number of queued messages. */
	int size() {
		return this.size;
	}

	/** Returns the cost of the queued messages. */
	long bytes() {
		return this.bytes;
	}

	private OfType of(ReceivedMessage received) {
		int slot = received.slot();
		if (slot >= this.types.length) {
			this.types = Arrays.copyOf(this.types, slot + 1);
		}
		OfType present = this.types[slot];
		if (present == null) {
			present = new OfType(received.type(), slot);
			this.types[slot] = present;
		}
		return present;
	}

	private @Nullable OfType find(int slot) {
		return (slot < this.types.length) ? this.types[slot] : null;
	}

	/**
	 * Whether messages of a type are queued.
	 */
	boolean has(int slot) {
		OfType ofType = find(slot);
		return ofType != null && !ofType.isEmpty();
	}

	/**
	 * Returns the oldest message of all types and leaves it queued; null if there is
	 * none.
	 */
	@Nullable ReceivedMessage oldest() {
		return (this.waiting.size() == 1) ? this.waiting.get(0).first : oldest((opcode) -> true);
	}

	/**
	 * Returns the oldest message of the wanted types and leaves it queued; null if there
	 * is none.
	 */
	@Nullable ReceivedMessage oldest(IntPredicate wanted) {
		ReceivedMessage oldest = null;
		for (OfType one : this.waiting) {
			ReceivedMessage first = one.first;
			if (first != null && (oldest == null || first.number() < oldest.number()) && wanted.test(one.slot)) {
				oldest = first;
			}
		}
		return oldest;
	}

	/**
	 * Removes the oldest message of a type, null if there is none.
	 */
	@Nullable ReceivedMessage poll(int slot) {
		OfType ofType = find(slot);
		if (ofType == null || ofType.isEmpty()) {
			return null;
		}
		ReceivedMessage taken = ofType.poll();
		this.size--;
		this.bytes -= (taken != null) ? taken.cost() : 0;
		if (ofType.isEmpty()) {
			OfType last = this.waiting.remove(this.waiting.size() - 1);
			if (last != ofType) {
				last.index = ofType.index;
				this.waiting.set(last.index, last);
			}
		}
		return taken;
	}

	/**
	 * Returns the types of which messages are queued, without requests.
	 */
	List<MessageType<?>> waitingTypes() {
		return this.waiting.stream()
			.filter((one) -> one.slot < ReceivedMessage.REQUESTS)
			.<MessageType<?>>map((one) -> one.type)
			.toList();
	}

	/** The queue of one type. */
	private static final class OfType {

		private final MessageType<?> type;

		private final int slot;

		private @Nullable ReceivedMessage first;

		private @Nullable ReceivedMessage last;

		/** The index in the list of queues that are not empty, if this is one. */
		private int index;

		OfType(MessageType<?> type, int slot) {
			this.type = type;
			this.slot = slot;
		}

		boolean isEmpty() {
			return this.first == null;
		}

		void add(ReceivedMessage added) {
			if (this.last != null) {
				this.last.precede(added);
			}
			else {
				this.first = added;
			}
			this.last = added;
		}

		@Nullable ReceivedMessage poll() {
			ReceivedMessage taken = this.first;
			if (taken != null) {
				this.first = taken.unlink();
				if (this.first == null) {
					this.last = null;
				}
			}
			return taken;
		}

	}

}
