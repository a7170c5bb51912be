package io.noise.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import io.noise.NoiseException;
import io.noise.message.HandlerTable;
import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one peer that have come and that nobody has taken yet: one queue in the
 * order of arrival. Whoever takes a message takes the oldest that it can use. Callers
 * blocked in {@code receive} come first: a message that one waits for is not queued.
 * Handlers get the oldest message of all types that have a handler at that moment, in the
 * lane, from {@link #open} until {@link #shut}. The rest stays where it is. What is held
 * here is bounded by whoever feeds it.
 */
public final class Inbox {

	/** Told of what happens here. */
	public interface Owner {

		/** There are messages for handlers. Called by any thread. */
		void dispatchable();

		/**
		 * Whether handlers may be called, as far as the connection is concerned. Called
		 * by any thread; must not call back.
		 */
		boolean dispatches();

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

	private static final int NO_OPCODE = -1;

	private final Owner owner;

	private final HandlerTable ofPeer;

	private final HandlerTable ofNode;

	private final ReentrantLock lock = new ReentrantLock();

	private final ArrivalQueue waiting = new ArrivalQueue();

	private final WaitingReceivers callers = new WaitingReceivers();

	private final Set<Integer> unclaimed = new HashSet<>();

	/** Whether handlers may be called, as far as the peer's hooks are concerned. */
	private boolean open;

	/** Whether somebody is about to ask for the next message. */
	private boolean dispatching;

	private @Nullable NoiseException closed;

	/**
	 * An empty inbox.
	 * @param owner told of what happens
	 * @param ofPeer the peer's handlers, which get messages first
	 * @param ofNode the node's handlers
	 */
	public Inbox(Owner owner, HandlerTable ofPeer, HandlerTable ofNode) {
		this.owner = owner;
		this.ofPeer = ofPeer;
		this.ofNode = ofNode;
	}

	/**
	 * Takes a batch in. On the event loop; blocked callers are woken from here.
	 */
	public void put(List<ReceivedMessage> batch) {
		List<MessageType<?>> first = new ArrayList<>();
		int taken = 0;
		boolean dispatch;
		this.lock.lock();
		try {
			int handled = NO_OPCODE;
			for (ReceivedMessage received : batch) {
				if (this.callers.hand(received)) {
					taken += received.cost();
					continue;
				}
				this.waiting.add(received);
				int opcode = received.type().opcode();
				if (opcode != handled && isHandled(opcode)) {
					handled = opcode;
				}
				else if (opcode != handled && this.unclaimed.add(opcode)) {
					first.add(received.type());
				}
			}
			dispatch = mayDispatch();
		}
		finally {
			this.lock.unlock();
		}
		if (taken > 0) {
			this.owner.freed(taken);
		}
		announce(dispatch);
		first.forEach(this.owner::unclaimed);
	}

	private boolean isHandled(int opcode) {
		return this.ofPeer.handles(opcode) || this.ofNode.handles(opcode);
	}

	private boolean mayDispatch() {
		boolean begin = !this.dispatching && mayHandle() && this.waiting.oldest(this::isHandled) != null;
		this.dispatching |= begin;
		return begin;
	}

	private boolean mayHandle() {
		return this.open && this.owner.dispatches();
	}

	private void announce(boolean dispatch) {
		if (dispatch) {
			this.owner.dispatchable();
		}
	}

	/**
	 * Takes the next message for handlers.
	 * @return null if there is none and the dispatching is over; what the message takes
	 * of the bound is free once it is handled
	 */
	public @Nullable Delivery next() {
		this.lock.lock();
		try {
			Delivery next = mayHandle() ? delivery(this.waiting.oldest()) : null;
			if (next != null && !next.isWanted()) {
				next = deliveryBehindOthers();
			}
			if (next != null) {
				this.waiting.poll(next.received().type().opcode());
			}
			this.dispatching = next != null;
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Delivery delivery(@Nullable ReceivedMessage received) {
		if (received == null) {
			return null;
		}
		int opcode = received.type().opcode();
		return new Delivery(received, this.ofPeer.of(opcode), this.ofNode.of(opcode));
	}

	/** Handlers come and go without the lock. */
	private @Nullable Delivery deliveryBehindOthers() {
		Delivery next;
		do {
			next = delivery(this.waiting.oldest(this::isHandled));
		}
		while (next != null && !next.isWanted());
		return next;
	}

	/**
	 * From now on handlers may be called. In the lane.
	 * @return whether the caller has to dispatch
	 */
	public boolean open() {
		this.lock.lock();
		try {
			this.open = true;
			return mayDispatch();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * From now on no handler is called any more. In the lane.
	 */
	public void shut() {
		this.lock.lock();
		try {
			this.open = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * There is a handler more: it gets what waits.
	 */
	public void handlerAdded() {
		boolean dispatch;
		this.lock.lock();
		try {
			dispatch = mayDispatch();
		}
		finally {
			this.lock.unlock();
		}
		announce(dispatch);
	}

	/**
	 * Whether messages are being handled, or wait for it.
	 */
	public boolean isHandling() {
		this.lock.lock();
		try {
			return this.dispatching || this.waiting.oldest(this::isHandled) != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells of all types that nobody asks for.
	 */
	public void tellUnclaimed() {
		List<MessageType<?>> types;
		this.lock.lock();
		try {
			types = this.waiting.waitingTypes();
		}
		finally {
			this.lock.unlock();
		}
		types.stream().filter((type) -> !isHandled(type.opcode())).forEach(this.owner::overfull);
	}

	/**
	 * How many messages are here.
	 */
	public int size() {
		this.lock.lock();
		try {
			return this.waiting.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forgets what is here.
	 * @return what was forgotten
	 */
	public Dropped drop() {
		this.lock.lock();
		try {
			int messages = 0;
			int cost = 0;
			for (ReceivedMessage first = this.waiting.oldest(); first != null; first = this.waiting.oldest()) {
				this.waiting.poll(first.type().opcode());
				messages++;
				cost += first.cost();
			}
			return new Dropped(messages, cost);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Messages that were forgotten.
	 *
	 * @param messages how many
	 * @param cost what they took of the bound, which is for the caller to free
	 */
	public record Dropped(int messages, int cost) {
	}

	/**
	 * Asks for the next message of a type.
	 * @return completed with it at once, or on the event loop when it comes; it fails
	 * when no more can come
	 */
	public CompletableFuture<ReceivedMessage> ask(int opcode) {
		CompletableFuture<ReceivedMessage> caller = new CompletableFuture<>();
		ReceivedMessage received;
		this.lock.lock();
		try {
			received = this.waiting.poll(opcode);
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
			caller.complete(received);
			this.owner.freed(received.cost());
		}
		return caller;
	}

	/**
	 * Whether messages of a type are kept because nobody asks for them. If not, the next
	 * such is told of again.
	 */
	public boolean stillUnclaimed(int opcode) {
		this.lock.lock();
		try {
			boolean still = this.waiting.has(opcode) && !isHandled(opcode);
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
	public boolean isAsked() {
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
	public boolean cancel(int opcode, CompletableFuture<ReceivedMessage> caller) {
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
	public void close(NoiseException why) {
		List<CompletableFuture<ReceivedMessage>> waiting;
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
