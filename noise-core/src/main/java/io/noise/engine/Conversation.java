package io.noise.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.DisconnectReason;
import io.noise.Interceptors;
import io.noise.MessageHandler;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.concurrent.Dependents;
import io.noise.concurrent.EventLoopThread;
import io.noise.message.DisconnectException;
import io.noise.message.EncodedMessage;
import io.noise.message.HandlerTable;
import io.noise.message.InterceptorChain;
import io.noise.message.MessageRegistry;
import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import io.noise.message.RemoteTypes;
import io.noise.queue.Delivery;
import io.noise.queue.Inbox;
import io.noise.queue.ReadGate;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.TypeEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one connection, in and out, and their way to handlers and callers.
 * {@link Connection} is about its life.
 */
final class Conversation implements Inbox.Owner {

	private static final Logger logger = LoggerFactory.getLogger(Conversation.class);

	private static final int MAX_MESSAGES_A_TURN = 256;

	private static final long MAX_DELAY_OF_REFUSAL_MILLIS = 1_000;

	private final Connection connection;

	private final MessageRegistry registry;

	private final ConversationSettings settings;

	private final NodeReports reports;

	private final Dependents dependents;

	private final HandlerTable handlers = new HandlerTable();

	private final ReadGate gate = new ReadGate();

	private final InterceptorChain interceptors = new InterceptorChain(this::lockOnReceive, this::dropReceived);

	private final Inbox inbox;

	private final RemoteTypes remoteTypes;

	private final ConversationInbound inbound;

	private final ConversationOutbound outbound;

	/** Whether a message was taken that cannot be decoded. */
	private final AtomicBoolean undecodable = new AtomicBoolean();

	private volatile @Nullable Peer peer;

	/** Closed when the connection has ended. The event loop's alone. */
	private @Nullable Registration watchOfTypes;

	/**
	 * Makes the conversation of a connection.
	 * @param connection the connection
	 * @param registry the types of the node
	 * @param ofNode the handlers of the node
	 * @param settings the node's
	 * @param reports told of messages that nothing receives, and of those that are
	 * dropped
	 * @param dependents runs what users attach to the futures of messages
	 */
	Conversation(Connection connection, MessageRegistry registry, HandlerTable ofNode, ConversationSettings settings,
			NodeReports reports, Dependents dependents) {
		this.connection = connection;
		this.registry = registry;
		this.settings = settings;
		this.reports = reports;
		this.dependents = dependents;
		this.inbox = new Inbox(this, this.handlers, ofNode);
		this.remoteTypes = new RemoteTypes(registry, settings.namesTypes());
		this.inbound = new ConversationInbound(this.remoteTypes, this.interceptors, this.inbox, this.gate,
				settings.receiveQueue(), connection.eventLoop());
		this.outbound = new ConversationOutbound(connection, this.interceptors, this.remoteTypes, settings, reports,
				dependents);
	}

	ConversationInbound inbound() {
		return this.inbound;
	}

	ConversationOutbound outbound() {
		return this.outbound;
	}

	Interceptors interceptors() {
		return this.interceptors;
	}

	/**
	 * The peer, once there is a session.
	 */
	@Nullable Peer peer() {
		return this.peer;
	}

	/**
	 * Begins, on the event loop.
	 * @param pulled whether each frame waits until it is asked for, as a setup needs it
	 */
	void begin(Peer with, SessionLink link, boolean pulled) {
		this.peer = with;
		this.gate.attach(link);
		this.inbound.begin(link);
		this.outbound.begin(link);
		this.outbound.typesAdded();
		this.watchOfTypes = this.registry.onAdded(this::typesAdded);
		if (pulled) {
			this.inbound.beginSetup();
		}
	}

	/**
	 * The types of the other end.
	 */
	RemoteTypes remoteTypes() {
		return this.remoteTypes;
	}

	/**
	 * This node has a type more. From any thread.
	 */
	private void typesAdded() {
		try {
			this.connection.eventLoop().execute(() -> this.outbound.typesAdded());
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} has ended", this.connection.lane());
		}
	}

	/**
	 * Reads on to see the end of the connection; nobody looks at what comes before it. On
	 * the event loop.
	 */
	void ignoreTheRest() {
		this.gate.openForGood();
	}

	/**
	 * Ends: whoever waits for a message is told, what is queued fails. On the event loop.
	 */
	void end() {
		if (this.watchOfTypes != null) {
			this.watchOfTypes.close();
		}
		this.outbound.gone();
		this.inbox
			.close(new NoiseException("receive: " + this.connection.whyClosed(), null, this.connection.id().text()));
	}

	@Override
	public void dispatchable() {
		this.connection.lane().execute(this::dispatch);
	}

	@Override
	public boolean dispatches() {
		DisconnectReason why = this.connection.reason().orElse(null);
		return (why == null || isHandledToItsEnd(why)) && !this.undecodable.get()
				&& !this.connection.lane().isGivenUp();
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
		boolean keep = shown && this.connection.reason().filter(Conversation::isHandledToItsEnd).isPresent();
		countDropped(keep ? this.inbox.size() : this.inbox.drop().messages());
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
		this.connection.lane().yieldBefore(this::dispatch);
	}

	private void handle(Peer from, Delivery delivery) {
		ReceivedMessage received = delivery.received();
		Object message;
		try {
			message = this.inbound.decode(received);
		}
		catch (DisconnectException ex) {
			undecodable(ex);
			return;
		}
		delivery.handle(this.connection.lane(), from, message, this::dispatches);
		freed(received.cost());
	}

	/** No handler gets what came behind such a message. */
	private void undecodable(DisconnectException why) {
		if (this.undecodable.compareAndSet(false, true)) {
			this.connection.faults().undecodable(why);
		}
	}

	@Override
	public void freed(int bytes) {
		this.inbound.freed(bytes);
	}

	/**
	 * Warns after a while: the sender of a question may be about to receive the answer.
	 */
	@Override
	public void unclaimed(MessageType<?> type) {
		Runnable check = () -> {
			if (!this.connection.isClosing() && this.inbox.stillUnclaimed(type.opcode())) {
				warn(type);
			}
		};
		long patience = this.settings.receiveTimeout().toNanos();
		try {
			this.connection.eventLoop().schedule(check, patience, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} has ended", this.connection.lane());
		}
	}

	@Override
	public void overfull(MessageType<?> type) {
		warn(type);
	}

	private void warn(MessageType<?> type) {
		this.reports.unclaimed(this.connection.lane(), type, this.settings.receiveQueue());
	}

	<T> Registration addHandler(Class<T> type, MessageHandler<? super T> handler) {
		Registration registration = this.handlers.add(this.registry.byClass(type).opcode(), handler);
		this.inbox.handlerAdded();
		return registration;
	}

	/**
	 * The node has a handler more, which gets what waits for it.
	 */
	void handlerAdded() {
		this.inbox.handlerAdded();
	}

	private Registration lockOnReceive(Class<?> type) {
		return this.inbound.lock(this.registry.byClass(type).opcode());
	}

	private void dropReceived() {
		Inbox.Dropped dropped = this.inbox.drop();
		if (dropped.messages() > 0) {
			freed(dropped.cost());
			countDropped(dropped.messages());
		}
	}

	private void countDropped(int messages) {
		this.reports.dropped(messages);
	}

	/**
	 * A frame came that is no message, and the connection has to end. What came before it
	 * and has a handler is handled first, as the Go original does, if that is soon done.
	 * On the event loop.
	 * @return false if there is nothing to wait for
	 */
	boolean refusesLater(DisconnectException why) {
		this.inbound.end();
		if (why.reason() != DisconnectReason.DECODE || this.inbound.isSettingUp() || !this.inbox.isHandling()) {
			return false;
		}
		ConnectionFaults faults = this.connection.faults();
		faults.refused(why);
		this.connection.lane().execute(faults::endRefused);
		this.connection.eventLoop().schedule(faults::endRefused, MAX_DELAY_OF_REFUSAL_MILLIS, TimeUnit.MILLISECONDS);
		return true;
	}

	/**
	 * A copy of a future to hand to users.
	 * @param taken run when a user completes the copy before it is complete
	 */
	<T> CompletableFuture<T> handOut(CompletableFuture<T> result, Runnable taken) {
		return this.dependents.handOut(result, taken);
	}

	/**
	 * The types of this node, as the other end is told of them.
	 */
	List<TypeEntry> types() {
		return this.remoteTypes.own();
	}

	/**
	 * Encodes a message of this node.
	 * @throws NoiseException if its type is not registered, or it cannot be encoded
	 */
	EncodedMessage encode(Object message) {
		return EncodedMessage.of(this.registry, message);
	}

	/**
	 * Waits for the next message of a type, no longer than the receive timeout.
	 */
	<T> T receive(Class<T> type) {
		return receive(type, this.settings.receiveTimeout());
	}

	/**
	 * Waits for the next message of a type.
	 */
	<T> T receive(Class<T> type, Duration timeout) {
		String what = "receive " + type.getSimpleName() + " from " + this.connection.lane();
		EventLoopThread.refuse(what);
		int opcode = this.registry.byClass(type).opcode();
		CompletableFuture<ReceivedMessage> answer = this.inbound.ask(opcode);
		ReceivedMessage received;
		try {
			received = answer.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			received = lastChance(opcode, answer, new NoiseTimeoutException(what + ": nothing within " + timeout));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			received = lastChance(opcode, answer, new NoiseException(what + ": interrupted while waiting", ex));
		}
		catch (ExecutionException ex) {
			throw new NoiseException(what + ": " + this.connection.whyClosed(), ex.getCause());
		}
		return type.cast(decode(received, what));
	}

	/** A message may have come while the caller gave up; it must not be lost. */
	private ReceivedMessage lastChance(int opcode, CompletableFuture<ReceivedMessage> answer,
			NoiseException otherwise) {
		if (this.inbound.cancel(opcode, answer) || answer.isCompletedExceptionally()) {
			throw otherwise;
		}
		try {
			return answer.join();
		}
		catch (CompletionException ex) {
			throw otherwise;
		}
	}

	private Object decode(ReceivedMessage received, String what) {
		try {
			return this.inbound.decode(received);
		}
		catch (DisconnectException ex) {
			undecodable(ex);
			throw new NoiseException(what + ": " + ex.getMessage(), ex, this.connection.id().text());
		}
	}

}
