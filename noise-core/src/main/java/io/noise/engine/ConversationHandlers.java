package io.noise.engine;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.DisconnectReason;
import io.noise.Dispatch;
import io.noise.MessageHandler;
import io.noise.NodeMeters.Drop;
import io.noise.NodeObserver.Outcome;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.concurrent.Lane;
import io.noise.message.DisconnectException;
import io.noise.message.HandlerTable;
import io.noise.message.ReceivedMessage;
import io.noise.message.RemoteTypes;
import io.noise.queue.Delivery;
import io.noise.queue.Inbox;
import io.noise.queue.ReceiveWindow;
import org.jspecify.annotations.Nullable;

/**
 * Calls the handlers of one connection, in the lane of its peer, with the messages of its
 * inbox.
 */
final class ConversationHandlers implements Inbox.Taker, Lane.Work {

	private static final int MAX_MESSAGES_A_TURN = 256;

	private final ConversationCarrier carrier;

	private final RemoteTypes remoteTypes;

	private final ReceiveWindow window;

	private final NodeReports reports;

	private final HandlerTable ofPeer = new HandlerTable();

	private final HandlerTable ofNode;

	private final Inbox inbox;

	/** Whether a message was taken that cannot be decoded. */
	private final AtomicBoolean undecodable = new AtomicBoolean();

	/** Present from the beginning on. */
	private volatile @Nullable Peer peer;

	/** Present if the session has requests. */
	private volatile @Nullable RequestHandling requests;

	/**
	 * Calls nothing yet.
	 * @param carrier the connection
	 * @param ofNode the handlers of the node
	 * @param remoteTypes decodes messages
	 * @param window has room again for messages that were handled
	 * @param reports told of messages that are dropped
	 * @param unclaimed told of messages that nobody takes
	 */
	ConversationHandlers(ConversationCarrier carrier, HandlerTable ofNode, RemoteTypes remoteTypes,
			ReceiveWindow window, NodeReports reports, Inbox.Unclaimed unclaimed) {
		this.carrier = carrier;
		this.ofNode = ofNode;
		this.remoteTypes = remoteTypes;
		this.window = window;
		this.reports = reports;
		this.inbox = new Inbox(this, this.ofPeer, ofNode, window, unclaimed);
	}

	/**
	 * Begins, before the first message.
	 */
	void begin(Peer from) {
		this.peer = from;
		this.carrier.lane().serve(this);
	}

	/**
	 * Handles requests as well, before the first one.
	 */
	void handleRequests(RequestHandling handling) {
		this.requests = handling;
	}

	Inbox inbox() {
		return this.inbox;
	}

	/**
	 * Adds a handler of the peer, which gets what waits for it.
	 */
	Registration add(int opcode, Dispatch dispatch, MessageHandler<?> handler) {
		Registration registration = this.ofPeer.add(opcode, dispatch, handler);
		this.inbox.handlerAdded();
		return registration;
	}

	/**
	 * The node has a handler more, which gets what waits for it.
	 */
	void nodeHandlerAdded() {
		this.inbox.handlerAdded();
	}

	/**
	 * Drops the messages that wait.
	 */
	void drop() {
		Inbox.Dropped dropped = this.inbox.drop();
		if (dropped.messages() > 0) {
			this.window.taken(dropped.cost());
			this.reports.dropped(Drop.PROTOCOL, dropped.messages());
		}
	}

	@Override
	public void dispatchable() {
		if (!this.ofPeer.hasDirect() && !this.ofNode.hasDirect()) {
			this.carrier.lane().execute(this::dispatch);
			return;
		}
		try {
			// Not at once, since the event loop may be amid a frame.
			this.carrier.channel().eventLoop().execute(this::dispatchHere);
		}
		catch (RejectedExecutionException ex) {
			this.carrier.lane().execute(this::dispatch);
		}
	}

	@Override
	public void waiting() {
		this.carrier.lane().workArrived();
	}

	/** Handles the next request while a hook or handler of the peer waits for a reply. */
	@Override
	public @Nullable Runnable aside() {
		Delivery next = this.inbox.nextRequest();
		return (next != null) ? () -> handle(Objects.requireNonNull(this.peer, "no peer"), next) : null;
	}

	@Override
	public boolean waits() {
		return this.inbox.waits();
	}

	@Override
	public boolean dispatches() {
		DisconnectReason why = this.carrier.reason().orElse(null);
		return (why == null || isHandledToItsEnd(why)) && !this.undecodable.get() && !this.carrier.lane().isGivenUp();
	}

	/**
	 * Whether what has come is still handled when a connection ends: not where this side
	 * does not want its peer any more.
	 */
	private static boolean isHandledToItsEnd(DisconnectReason why) {
		return switch (why) {
			case LOCAL, REJECTED, PROTOCOL, DECODE, LIMIT -> false;
			case SHUTDOWN, REMOTE, CONNECTION_LOST, IDLE, SLOW_CONSUMER -> true;
		};
	}

	/**
	 * Lets handlers be called. Called from inside a task of the lane, at its end, so that
	 * waiting messages are handled before anything else in the lane.
	 */
	void open() {
		if (this.inbox.open()) {
			dispatch();
		}
	}

	/**
	 * Lets handlers be called, but not on the calling thread. In the lane.
	 */
	void openLater() {
		if (this.inbox.open()) {
			dispatchable();
		}
	}

	/**
	 * Lets no handler be called any more. In the lane.
	 */
	void shut() {
		this.inbox.shut();
	}

	/**
	 * The disconnect hooks have run: what is left counts as dropped. Where the peer just
	 * left, whoever still has it can take that later. In the lane.
	 * @param shown whether users have seen the peer
	 */
	void forget(boolean shown) {
		boolean keep = shown && this.carrier.reason().filter(ConversationHandlers::isHandledToItsEnd).isPresent();
		this.reports.dropped(Drop.DISCONNECTED, keep ? this.inbox.size() : this.inbox.drop().messages());
	}

	/**
	 * In the lane: all that is there, before anything else in it. An executor with few
	 * threads gets its thread back now and then, for other peers.
	 */
	private void dispatch() {
		Peer from = Objects.requireNonNull(this.peer, "no peer");
		for (int handled = 0; handled < MAX_MESSAGES_A_TURN; handled++) {
			Delivery next = this.inbox.next();
			if (next == null) {
				return;
			}
			handle(from, next);
		}
		this.carrier.lane().yieldBefore(this::dispatch);
	}

	/** On the event loop: all that is there, unless the lane is busy. */
	private void dispatchHere() {
		if (!this.carrier.lane().runIfIdle(this::dispatchDirectly)) {
			this.carrier.lane().execute(this::dispatch);
		}
	}

	/**
	 * Handles messages as long as their handlers may run here, and there are few; the
	 * rest is left to a worker thread.
	 */
	private void dispatchDirectly() {
		Peer from = Objects.requireNonNull(this.peer, "no peer");
		for (int handled = 0; handled < MAX_MESSAGES_A_TURN; handled++) {
			Delivery next = this.inbox.next();
			if (next == null) {
				return;
			}
			if (!next.isDirect()) {
				this.carrier.lane().yieldBefore(() -> {
					handle(from, next);
					dispatch();
				});
				return;
			}
			handle(from, next);
		}
		this.carrier.lane().yieldBefore(this::dispatch);
	}

	private void handle(Peer from, Delivery delivery) {
		ReceivedMessage received = delivery.received();
		if (received instanceof RequestReceived request && !request.isOpen()) {
			this.window.taken(received.cost());
			return;
		}
		Object message;
		try {
			message = this.remoteTypes.decode(received);
		}
		catch (DisconnectException ex) {
			undecodable(ex);
			return;
		}
		RequestHandling handling = this.requests;
		if (received.isRequest() && handling != null) {
			handling.handle(from, delivery, message, this::dispatches);
		}
		else {
			handle(from, delivery, message);
		}
		this.window.taken(received.cost());
	}

	private void handle(Peer from, Delivery delivery, Object message) {
		ConversationTrace trace = this.carrier.traces().ofReceived(delivery.received());
		if (trace == null) {
			delivery.handle(this.carrier.lane(), from, message, this::dispatches);
			return;
		}
		trace.within(() -> {
			boolean good = delivery.handle(this.carrier.lane(), from, message, this::dispatches);
			trace.ended(good ? Outcome.SUCCESS : Outcome.FAILED);
		});
	}

	/**
	 * Ends the connection for a message that cannot be decoded. No handler gets what came
	 * after it. From any thread.
	 */
	void undecodable(DisconnectException why) {
		if (this.undecodable.compareAndSet(false, true)) {
			this.carrier.undecodable(why);
		}
	}

}
