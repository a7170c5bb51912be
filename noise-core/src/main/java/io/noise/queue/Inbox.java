package io.noise.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.noise.NoiseException;
import io.noise.message.HandlerTable;
import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * The received messages of one peer that no handler or receive call has taken, in the
 * order of their arrival. A caller that is blocked in {@code receive} comes first: the
 * message that it waits for is not queued. Handlers get the oldest message of all types
 * that have a handler at that moment, in the lane, from {@link #open} until
 * {@link #shut}. Other messages stay queued. The total size is not bounded here, but by
 * the {@link ReceiveWindow}. Safe for use by any thread.
 */
public final class Inbox {

	/** The lane that takes messages out of an inbox, and calls handlers. */
	public interface Taker {

		/** Messages for handlers are available. Called by any thread. */
		void dispatchable();

		/**
		 * Messages for handlers were added to those that wait, or cannot be handled now.
		 * Called on the event loop.
		 */
		void waiting();

		/**
		 * Whether the state of the connection permits calls of handlers. Called by any
		 * thread, under the lock; must not call back.
		 */
		boolean dispatches();

	}

	/** Told of messages that nobody takes. */
	public interface Unclaimed {

		/**
		 * The first message of its type arrived that has no handler and no receiver.
		 * Called on the event loop.
		 * @param still tells, asked later, whether there still is none
		 */
		void first(MessageType<?> type, BooleanSupplier still);

		/** Messages of a type that has no handler or receiver have filled the bound. */
		void overfull(MessageType<?> type);

	}

	private static final int NO_OPCODE = -1;

	private final Taker taker;

	private final HandlerTable ofPeer;

	private final HandlerTable ofNode;

	private final ReceiveWindow window;

	private final Unclaimed reports;

	private final Object lock = new Object();

	private final ArrivalQueue waiting = new ArrivalQueue();

	private final WaitingReceivers callers = new WaitingReceivers();

	/** Created with the first message that nobody takes. */
	private @Nullable Set<Integer> unclaimed;

	/** Whether the state of the peer's hooks permits calls of handlers. */
	private boolean open;

	/** Whether a task is scheduled that takes the next message for handlers. */
	private boolean dispatching;

	private @Nullable NoiseException closed;

	/**
	 * Creates an empty inbox.
	 * @param taker calls the handlers
	 * @param ofPeer the peer's handlers, which get messages first
	 * @param ofNode the node's handlers
	 * @param window has room again for messages that receive calls have taken
	 * @param reports told of messages that nobody takes
	 */
	public Inbox(Taker taker, HandlerTable ofPeer, HandlerTable ofNode, ReceiveWindow window, Unclaimed reports) {
		this.taker = taker;
		this.ofPeer = ofPeer;
		this.ofNode = ofNode;
		this.window = window;
		this.reports = reports;
	}

	/**
	 * Adds a batch of messages and wakes blocked callers. Called on the event loop.
	 */
	public void put(List<ReceivedMessage> batch) {
		List<MessageType<?>> first = new ArrayList<>();
		int taken = 0;
		boolean dispatch;
		boolean waits;
		synchronized (this.lock) {
			int handled = NO_OPCODE;
			for (ReceivedMessage received : batch) {
				if (!received.isRequest() && this.callers.hand(received)) {
					taken += received.cost();
					continue;
				}
				this.waiting.add(received);
				int slot = received.slot();
				if (slot != handled && isHandled(slot)) {
					handled = slot;
				}
				else if (slot != handled && isFirstUnclaimed(slot)) {
					first.add(received.type());
				}
			}
			dispatch = mayDispatch();
			waits = !dispatch && handled != NO_OPCODE;
		}
		if (taken > 0) {
			this.window.taken(taken);
		}
		announce(dispatch);
		if (waits) {
			this.taker.waiting();
		}
		first.forEach((type) -> this.reports.first(type, () -> isStillUnclaimed(type.opcode())));
	}

	private boolean isFirstUnclaimed(int slot) {
		if (this.unclaimed == null) {
			this.unclaimed = new HashSet<>();
		}
		return this.unclaimed.add(slot);
	}

	/** Requests are handled at any rate: one without a handler is refused. */
	private boolean isHandled(int slot) {
		return slot >= ReceivedMessage.REQUESTS || this.ofPeer.handles(slot) || this.ofNode.handles(slot);
	}

	private boolean mayDispatch() {
		boolean begin = !this.dispatching && mayHandle() && this.waiting.oldest(this::isHandled) != null;
		this.dispatching |= begin;
		return begin;
	}

	private boolean mayHandle() {
		return this.open && this.taker.dispatches();
	}

	private void announce(boolean dispatch) {
		if (dispatch) {
			this.taker.dispatchable();
		}
	}

	/**
	 * Takes the next message for handlers. Its part of the bound is free once it is
	 * handled.
	 * @return null if there is none, which ends the dispatching
	 */
	public @Nullable Delivery next() {
		synchronized (this.lock) {
			Delivery next = mayHandle() ? delivery(this.waiting.oldest()) : null;
			if (next != null && !next.isWanted()) {
				next = laterDelivery();
			}
			if (next != null) {
				this.waiting.poll(next.received().slot());
			}
			this.dispatching = next != null;
			return next;
		}
	}

	/**
	 * Takes the next request, even while handlers are called with other messages: the
	 * hook or handler that runs waits for a reply.
	 * @return null if there is none
	 */
	public @Nullable Delivery nextRequest() {
		synchronized (this.lock) {
			if (!this.taker.dispatches()) {
				return null;
			}
			Delivery next = delivery(this.waiting.oldest((slot) -> slot >= ReceivedMessage.REQUESTS));
			if (next != null) {
				this.waiting.poll(next.received().slot());
			}
			return next;
		}
	}

	/**
	 * Whether messages for handlers are queued.
	 */
	public boolean waits() {
		synchronized (this.lock) {
			return this.waiting.oldest(this::isHandled) != null;
		}
	}

	private @Nullable Delivery delivery(@Nullable ReceivedMessage received) {
		if (received == null) {
			return null;
		}
		int opcode = received.type().opcode();
		return new Delivery(received, this.ofPeer.of(opcode), this.ofNode.of(opcode));
	}

	/**
	 * Looks again until handlers, which change without the lock, agree with the message.
	 */
	private @Nullable Delivery laterDelivery() {
		Delivery next;
		do {
			next = delivery(this.waiting.oldest(this::isHandled));
		}
		while (next != null && !next.isWanted());
		return next;
	}

	/**
	 * Permits calls of handlers. Called in the lane.
	 * @return whether the caller has to dispatch
	 */
	public boolean open() {
		synchronized (this.lock) {
			this.open = true;
			return mayDispatch();
		}
	}

	/**
	 * Forbids calls of handlers. Called in the lane.
	 */
	public void shut() {
		synchronized (this.lock) {
			this.open = false;
		}
	}

	/**
	 * Dispatches queued messages for a handler that was added.
	 */
	public void handlerAdded() {
		boolean dispatch;
		synchronized (this.lock) {
			dispatch = mayDispatch();
		}
		announce(dispatch);
	}

	/**
	 * Whether messages are being handled, or wait for handlers.
	 */
	public boolean isHandling() {
		synchronized (this.lock) {
			return this.dispatching || waits();
		}
	}

	/**
	 * Reports all types of queued messages that have no handler as having filled the
	 * bound.
	 */
	public void tellUnclaimed() {
		List<MessageType<?>> types;
		synchronized (this.lock) {
			types = this.waiting.waitingTypes();
		}
		types.stream().filter((type) -> !isHandled(type.opcode())).forEach(this.reports::overfull);
	}

	/**
	 * Returns the number of queued messages.
	 */
	public int size() {
		synchronized (this.lock) {
			return this.waiting.size();
		}
	}

	/**
	 * Returns the cost of the queued messages.
	 */
	public long bytes() {
		synchronized (this.lock) {
			return this.waiting.bytes();
		}
	}

	/**
	 * Drops all queued messages.
	 * @return their number and size
	 */
	public Dropped drop() {
		synchronized (this.lock) {
			int messages = 0;
			int cost = 0;
			for (ReceivedMessage first = this.waiting.oldest(); first != null; first = this.waiting.oldest()) {
				this.waiting.poll(first.slot());
				messages++;
				cost += first.cost();
			}
			return new Dropped(messages, cost);
		}
	}

	/**
	 * Messages that were dropped.
	 *
	 * @param messages their number
	 * @param cost their part of the bound, which the caller has to free
	 */
	public record Dropped(int messages, int cost) {
	}

	/**
	 * Requests the next message of a type.
	 * @return completed with the message, at once or on the event loop when it arrives;
	 * fails when no more messages can arrive
	 */
	public CompletableFuture<ReceivedMessage> ask(int opcode) {
		CompletableFuture<ReceivedMessage> caller = new CompletableFuture<>();
		ReceivedMessage received;
		synchronized (this.lock) {
			received = this.waiting.poll(opcode);
			if (received == null && this.closed != null) {
				caller.completeExceptionally(this.closed);
			}
			else if (received == null) {
				this.callers.add(opcode, caller);
			}
		}
		if (received != null) {
			caller.complete(received);
			this.window.taken(received.cost());
		}
		return caller;
	}

	/**
	 * Whether queued messages of a type still have no handler. If not, the next such
	 * message is reported again.
	 */
	private boolean isStillUnclaimed(int opcode) {
		synchronized (this.lock) {
			boolean still = this.waiting.has(opcode) && !isHandled(opcode);
			if (!still && this.unclaimed != null) {
				this.unclaimed.remove(opcode);
			}
			return still;
		}
	}

	/**
	 * Whether a caller waits for a message.
	 */
	public boolean isAsked() {
		synchronized (this.lock) {
			return !this.callers.isEmpty();
		}
	}

	/**
	 * Withdraws a request.
	 * @return false if it was answered in the meantime
	 */
	public boolean cancel(int opcode, CompletableFuture<ReceivedMessage> caller) {
		synchronized (this.lock) {
			return this.callers.remove(opcode, caller);
		}
	}

	/**
	 * Fails all requests, because no more messages will arrive. Queued messages can still
	 * be taken.
	 */
	public void close(NoiseException why) {
		List<CompletableFuture<ReceivedMessage>> waiting;
		synchronized (this.lock) {
			this.closed = why;
			waiting = this.callers.removeAll();
		}
		waiting.forEach((caller) -> caller.completeExceptionally(why));
	}

}
