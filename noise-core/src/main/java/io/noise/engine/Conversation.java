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
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.RequestHandler;
import io.noise.concurrent.Dependents;
import io.noise.message.DisconnectException;
import io.noise.message.EncodedMessage;
import io.noise.message.InterceptorChain;
import io.noise.message.MessageRegistry;
import io.noise.message.MessageType;
import io.noise.message.RemoteTypes;
import io.noise.queue.ReadGate;
import io.noise.session.channel.RequestLink;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.TypeEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one connection, in and out: puts together what moves them.
 * {@link Connection} is about its life.
 */
final class Conversation {

	private static final Logger logger = LoggerFactory.getLogger(Conversation.class);

	private static final long MAX_DELAY_OF_REFUSAL_MILLIS = 1_000;

	private final Connection connection;

	private final MessageRegistry registry;

	private final Dependents dependents;

	private final ConversationHandlers handlers;

	private final ReadGate gate = new ReadGate();

	private final InterceptorChain interceptors = new InterceptorChain(this::lockOnReceive, this::dropReceived);

	private final RemoteTypes remoteTypes;

	private final ConversationInbound inbound;

	private final ConversationOutbound outbound;

	private final ConversationReceiver receiver;

	private final ConversationSettings settings;

	private final NodeReports reports;

	private final RequestHandlers requestsOfNode;

	/** Present from the beginning on, if the session has requests. */
	private volatile @Nullable ConversationRequests requests;

	/** Present as long. */
	private volatile @Nullable RequestHandling handling;

	private volatile @Nullable Peer peer;

	/** Closed when the connection has ended. The event loop's alone. */
	private @Nullable Registration watchOfTypes;

	/**
	 * Makes the conversation of a connection.
	 * @param connection the connection
	 * @param registry the types of the node
	 * @param ofNode the handlers of the node, for messages and for requests
	 * @param settings the node's
	 * @param reports told of messages that nothing receives, and of those that are
	 * dropped
	 * @param dependents runs what users attach to the futures of messages
	 */
	Conversation(Connection connection, MessageRegistry registry, NodeHandlers ofNode, ConversationSettings settings,
			NodeReports reports, Dependents dependents) {
		this.connection = connection;
		this.registry = registry;
		this.dependents = dependents;
		this.settings = settings;
		this.reports = reports;
		this.requestsOfNode = ofNode.requests();
		this.handlers = new ConversationHandlers(connection, ofNode.messages(), settings, reports);
		this.remoteTypes = new RemoteTypes(registry, settings.namesTypes());
		this.inbound = new ConversationInbound(this.remoteTypes, this.interceptors, this.handlers.inbox(), this.gate,
				settings.receiveQueue(), connection.eventLoop());
		this.outbound = new ConversationOutbound(connection, this.interceptors, this.remoteTypes, settings, reports,
				dependents);
		this.receiver = new ConversationReceiver(connection, registry, this.inbound, this.handlers,
				settings.receiveTimeout());
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
		this.handlers.begin(with, this.inbound);
		this.gate.attach(link);
		this.inbound.begin(link);
		this.outbound.begin(link);
		link.requests().ifPresent(this::beginRequests);
		this.outbound.typesAdded();
		this.watchOfTypes = this.registry.onAdded(this::typesAdded);
		if (pulled) {
			this.inbound.beginSetup();
		}
	}

	private void beginRequests(RequestLink link) {
		RequestCalls calls = new RequestCalls(this.connection, link, this.outbound, this.settings, this.reports,
				this.dependents);
		RequestAnswers answers = new RequestAnswers(this.connection, link, this.outbound,
				this.settings.maxOpenRequests(), this.reports, this.dependents);
		RequestHandling handles = new RequestHandling(this.connection.lane(), this.registry, answers,
				this.requestsOfNode);
		ConversationRequests begun = new ConversationRequests(this.connection, this.inbound, calls, answers,
				this.dependents);
		this.handling = handles;
		this.requests = begun;
		this.handlers.handleRequests(handles);
		link.listen(begun);
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
		ConversationRequests begun = this.requests;
		if (begun != null) {
			begun.end();
		}
		this.outbound.gone();
		this.handlers.inbox()
			.close(new NoiseException("receive: " + this.connection.whyClosed(), null, this.connection.id().text()));
	}

	/**
	 * Accepts nothing more to send, and ends the wait for replies: the connection begins
	 * to end. From any thread.
	 */
	void close() {
		this.outbound.close();
		ConversationRequests begun = this.requests;
		if (begun != null) {
			begun.close();
		}
	}

	/**
	 * Sends a request and waits for the reply.
	 */
	<A> @Nullable A request(Object request, Class<A> reply, @Nullable Duration timeout) {
		return requests(request).call(request(request, reply), reply, limit(timeout));
	}

	/**
	 * Sends a request.
	 */
	<A> CompletableFuture<A> requestAsync(Object request, Class<A> reply, @Nullable Duration timeout) {
		return requests(request).callAsync(request(request, reply), reply, limit(timeout));
	}

	private Duration limit(@Nullable Duration timeout) {
		return (timeout != null) ? timeout : this.settings.requestTimeout();
	}

	private ConversationRequests requests(Object request) {
		ConversationRequests begun = this.requests;
		if (begun == null) {
			throw new NotSentException("request " + request.getClass().getSimpleName() + ": not sent, "
					+ this.connection.sessionName() + " has no requests (expected: the session secure)", null);
		}
		return begun;
	}

	private EncodedMessage request(Object request, Class<?> reply) {
		this.registry.checkReply(reply);
		return encode(request);
	}

	/**
	 * Sets the request handler of a type.
	 */
	Registration addRequestHandler(Class<?> type, RequestHandler<?> handler) {
		MessageType<?> known = this.registry.byClass(type);
		RequestHandling begun = this.handling;
		return ((begun != null) ? begun.ofPeer() : new RequestHandlers()).add(known, handler);
	}

	/**
	 * The calls of handlers.
	 */
	ConversationHandlers handlers() {
		return this.handlers;
	}

	<T> Registration addHandler(Class<T> type, MessageHandler<? super T> handler) {
		return this.handlers.add(this.registry.byClass(type).opcode(), handler);
	}

	private Registration lockOnReceive(Class<?> type) {
		return this.inbound.lock(this.registry.byClass(type).opcode());
	}

	private void dropReceived() {
		this.handlers.drop();
	}

	/**
	 * A frame came that is no message, and the connection has to end. What came before it
	 * and has a handler is handled first, as the Go original does, if that is soon done.
	 * On the event loop.
	 * @return false if there is nothing to wait for
	 */
	boolean refusesLater(DisconnectException why) {
		this.inbound.end();
		if (why.reason() != DisconnectReason.DECODE || this.inbound.isSettingUp()
				|| !this.handlers.inbox().isHandling()) {
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
	 * The calls that wait for messages.
	 */
	ConversationReceiver receiver() {
		return this.receiver;
	}

}
