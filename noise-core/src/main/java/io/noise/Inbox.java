package io.noise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

/**
 * The messages of one peer that have come and that nobody has taken yet. Callers blocked
 * in {@code receive} come first, then handlers, in the lane; what nobody asks for is
 * kept. What is held here is bounded by whoever feeds it.
 */
final class Inbox {

	/** Told of what happens here. */
	interface Owner {

		/** There are messages for handlers. Called by any thread. */
		void dispatchable();

		/**
		 * Messages were taken, and this much of the bound is free again. Called by any
		 * thread.
		 */
		void freed(int bytes);

		/**
		 * A message came that nobody asks for, the first of its type. Called on the event
		 * loop.
		 */
		void unclaimed(MessageType<?> type);

		/** Messages of a type that nobody asks for have filled the bound. */
		void overfull(MessageType<?> type);

	}

	private final Owner owner;

	private final IntPredicate handled;

	private final ReentrantLock lock = new ReentrantLock();

	private final ArrivalQueue forHandlers = new ArrivalQueue();

	private final Map<Integer, Deque<Received>> kept = new HashMap<>();

	private final Callers callers = new Callers();

	private final Set<Integer> unclaimed = new HashSet<>();

	private boolean dispatching;

	private @Nullable NoiseException closed;

	/**
	 * An empty inbox.
	 * @param owner told of what happens
	 * @param handled whether there are handlers for an opcode
	 */
	Inbox(Owner owner, IntPredicate handled) {
		this.owner = owner;
		this.handled = handled;
	}

	/**
	 * Takes a batch in. On the event loop; blocked callers are woken from here.
	 */
	void put(List<Received> batch) {
		List<MessageType<?>> first = new ArrayList<>();
		int taken = 0;
		boolean dispatch;
		this.lock.lock();
		try {
			for (Received received : batch) {
				if (this.callers.hand(received)) {
					taken += received.cost();
				}
				else if (this.handled.test(received.type().opcode())) {
					moveKept(received.type().opcode());
					this.forHandlers.add(received);
				}
				else if (keep(received)) {
					first.add(received.type());
				}
			}
			dispatch = mayDispatch();
		}
		finally {
			this.lock.unlock();
		}
		announce(dispatch, taken);
		first.forEach(this.owner::unclaimed);
	}

	/** Returns whether it is the first of its type that nobody asks for. */
	private boolean keep(Received received) {
		int opcode = received.type().opcode();
		this.kept.computeIfAbsent(opcode, (key) -> new ArrayDeque<>()).add(received);
		return this.unclaimed.add(opcode);
	}

	private boolean mayDispatch() {
		boolean begin = !this.dispatching && !this.forHandlers.isEmpty();
		this.dispatching |= begin;
		return begin;
	}

	private void announce(boolean dispatch, int taken) {
		if (taken > 0) {
			this.owner.freed(taken);
		}
		if (dispatch) {
			this.owner.dispatchable();
		}
	}

	/**
	 * The next message for handlers, null if there is none and the dispatching is over.
	 * What it takes of the bound is free once it is handled.
	 */
	@Nullable Received next() {
		Received received;
		this.lock.lock();
		try {
			received = this.forHandlers.poll();
			while (received != null && !this.handled.test(received.type().opcode())) {
				// Its last handler was closed meanwhile.
				keep(received);
				received = this.forHandlers.poll();
			}
			this.dispatching = received != null;
		}
		finally {
			this.lock.unlock();
		}
		return received;
	}

	/**
	 * Takes a message back that no handler took.
	 */
	void keepAgain(Received received) {
		this.lock.lock();
		try {
			this.kept.computeIfAbsent(received.type().opcode(), (key) -> new ArrayDeque<>()).addFirst(received);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells of all types that nobody asks for.
	 */
	void tellUnclaimed() {
		List<MessageType<?>> types = new ArrayList<>();
		this.lock.lock();
		try {
			this.kept.values()
				.forEach((waiting) -> waiting.stream().findFirst().map(Received::type).ifPresent(types::add));
		}
		finally {
			this.lock.unlock();
		}
		types.forEach(this.owner::overfull);
	}

	/**
	 * Hands what was kept of a type to the handlers that it has now.
	 */
	void handlerAdded(int opcode) {
		boolean dispatch;
		this.lock.lock();
		try {
			moveKept(opcode);
			dispatch = mayDispatch();
		}
		finally {
			this.lock.unlock();
		}
		announce(dispatch, 0);
	}

	/** What came before there was a handler comes before what comes now. */
	private void moveKept(int opcode) {
		Deque<Received> waiting = this.kept.remove(opcode);
		if (waiting != null) {
			waiting.forEach(this.forHandlers::add);
		}
	}

	/**
	 * Forgets what is here.
	 * @return what it took of the bound, which is for the caller to free
	 */
	int drop() {
		this.lock.lock();
		try {
			int cost = 0;
			for (Received dropped = this.forHandlers.poll(); dropped != null; dropped = this.forHandlers.poll()) {
				cost += dropped.cost();
			}
			for (Deque<Received> waiting : this.kept.values()) {
				cost += waiting.stream().mapToInt(Received::cost).sum();
			}
			this.kept.clear();
			return cost;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Asks for the next message of a type.
	 * @return completed with it at once, or on the event loop when it comes; it fails
	 * when no more can come
	 */
	CompletableFuture<Object> ask(int opcode) {
		CompletableFuture<Object> caller = new CompletableFuture<>();
		Received received;
		this.lock.lock();
		try {
			received = take(opcode);
			if (received == null && this.closed != null) {
				caller.completeExceptionally(this.closed);
			}
			else if (received == null) {
				this.callers.add(opcode, caller);
			}
		}
		finally {
			this.lock.unlock();
		}
		if (received != null) {
			caller.complete(received.message());
			this.owner.freed(received.cost());
		}
		return caller;
	}

	private @Nullable Received take(int opcode) {
		Deque<Received> waiting = this.kept.get(opcode);
		Received received = (waiting != null) ? waiting.poll() : null;
		return (received != null) ? received : this.forHandlers.poll(opcode);
	}

	/**
	 * Whether messages of a type are kept. If not, the next that nobody asks for is told
	 * of again.
	 */
	boolean stillUnclaimed(int opcode) {
		this.lock.lock();
		try {
			Deque<Received> waiting = this.kept.get(opcode);
			boolean still = waiting != null && !waiting.isEmpty();
			if (!still) {
				this.unclaimed.remove(opcode);
			}
			return still;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether a caller waits.
	 */
	boolean isAsked() {
		this.lock.lock();
		try {
			return !this.callers.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Asks no more.
	 * @return false if there was an answer meanwhile
	 */
	boolean cancel(int opcode, CompletableFuture<Object> caller) {
		this.lock.lock();
		try {
			return this.callers.remove(opcode, caller);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Nothing more comes: whoever waits is told. What is here can still be taken.
	 */
	void close(NoiseException why) {
		List<CompletableFuture<Object>> waiting;
		this.lock.lock();
		try {
			this.closed = why;
			waiting = this.callers.removeAll();
		}
		finally {
			this.lock.unlock();
		}
		waiting.forEach((caller) -> caller.completeExceptionally(why));
	}

}
