package io.noise.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.noise.Dispatch;
import io.noise.Interceptors;
import io.noise.MessageHandler;
import io.noise.NoiseException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.RequestHandler;
import io.noise.concurrent.Dependents;
import io.noise.message.EncodedMessage;
import io.noise.message.InterceptorChain;
import io.noise.message.MessageRegistry;
import io.noise.message.MessageType;
import io.noise.message.RemoteTypes;
import io.noise.queue.ByteBudget;
import io.noise.queue.Outbox;
import io.noise.queue.OutboxFrames;
import io.noise.queue.OutboxWrites;
import io.noise.queue.ReadGate;
import io.noise.queue.ReceiveFlow;
import io.noise.queue.ReceiveWindow;
import io.noise.session.channel.RequestLink;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.TypeEntry;
import io.noise.wire.WriteProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one connection, in and out: puts together what moves them. Its
 * {@link ConversationCarrier} is the connection.
 */
final class Conversation {

	private static final Logger logger = LoggerFactory.getLogger(Conversation.class);

	private final ConversationCarrier carrier;

	private final MessageRegistry registry;

	private final ConversationSettings settings;

	private final NodeReports reports;

	private final Dependents dependents;

	private final RequestHandlers requestsOfNode;

	private final InterceptorChain interceptors = new InterceptorChain(this::lockOnReceive, this::dropReceived);

	private final RemoteTypes remoteTypes;

	// The way out.

	private final ConversationEncoder encoder;

	private final ConversationOutbound outbound;

	private final OutboxFrames frames;

	private final Outbox outbox;

	// The way in.

	private final ConversationInbound inbound;

	private final ReceiveFlow flow;

	private final ConversationHandlers handlers;

	/** Present from the beginning on, if the session has requests. */
	private volatile @Nullable ConversationRequests requests;

	/** Present as long. */
	private volatile @Nullable RequestHandling handling;

	private volatile @Nullable Peer peer;

	/** The version of the types that the session was given to tell. */
	private int givenVersion;

	/**
	 * Makes the conversation of a connection.
	 * @param carrier the connection
	 * @param registry the types of the node
	 * @param ofNode the handlers of the node, for messages and for requests
	 * @param settings the node's
	 * @param reports told of messages that nothing receives, and of those that are
	 * dropped
	 * @param dependents runs what users attach to the futures of messages
	 */
	Conversation(ConversationCarrier carrier, MessageRegistry registry, NodeHandlers ofNode,
			ConversationSettings settings, NodeReports reports, Dependents dependents) {
		this.carrier = carrier;
		this.registry = registry;
		this.settings = settings;
		this.reports = reports;
		this.dependents = dependents;
		this.requestsOfNode = ofNode.requests();
		this.remoteTypes = new RemoteTypes(registry, settings.namesTypes());
		Channel channel = carrier.channel();
		this.frames = new OutboxFrames(this.interceptors, this.remoteTypes, carrier.traffic()::messagesSent);
		WriteProgress progress = new WriteProgress(channel, carrier.traffic()::bytesSent);
		this.outbox = new Outbox(channel, new ByteBudget(settings.sendQueue(), channel.eventLoop().ticker()::nanoTime),
				this.frames,
				new OutboxWrites(carrier.id().text(), channel, settings.stallTimeout(), progress::takenBytes),
				carrier::fail);
		this.encoder = new ConversationEncoder(carrier, this.interceptors, this.remoteTypes,
				settings.maxMessageBytes());
		this.outbound = new ConversationOutbound(carrier, this.encoder, this.outbox, settings, reports, dependents);
		ReadGate gate = new ReadGate();
		Consumer<Runnable> loop = this::onLoop;
		ReceiveWindow window = new ReceiveWindow(gate, settings.receiveQueue(), loop);
		this.handlers = new ConversationHandlers(carrier, ofNode.messages(), this.remoteTypes, window, reports,
				new ConversationUnclaimed(carrier, settings, reports));
		this.flow = new ReceiveFlow(this.handlers.inbox(), window, gate, loop);
		this.inbound = new ConversationInbound(carrier, this.remoteTypes, this.interceptors, this.flow,
				this.handlers.inbox());
	}

	/** Does nothing once the node is closed: there is no more to read. */
	private void onLoop(Runnable task) {
		try {
			this.carrier.channel().eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} has ended", this.carrier.lane());
		}
	}

	ConversationInbound inbound() {
		return this.inbound;
	}

	ReceiveFlow flow() {
		return this.flow;
	}

	ConversationOutbound outbound() {
		return this.outbound;
	}

	/**
	 * Returns the bytes that wait to be sent. From any thread.
	 */
	long bytesToSend() {
		return this.outbox.room().used();
	}

	/**
	 * Returns the bytes that wait to be taken. From any thread.
	 */
	long bytesReceived() {
		return this.handlers.inbox().bytes();
	}

	Outbox outbox() {
		return this.outbox;
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
		this.handlers.begin(with);
		this.encoder.begin(link.maxMessageBytes());
		this.frames.begin(link);
		link.requests().ifPresent(this::beginRequests);
		if (this.remoteTypes.ownVersion() != this.givenVersion) {
			typesAdded();
		}
		reportTypes();
		this.flow.begin(link, pulled);
	}

	private void beginRequests(RequestLink link) {
		RequestCalls calls = new RequestCalls(this.carrier, link, this.outbound, this.settings, this.reports,
				this.dependents);
		RequestAnswers answers = new RequestAnswers(this.carrier, this.encoder, this.outbox,
				this.settings.maxOpenRequests(), this.reports, this.dependents);
		RequestHandling handles = new RequestHandling(this.carrier.lane(), this.carrier.traces(), this.registry,
				answers, this.requestsOfNode);
		ConversationRequests begun = new ConversationRequests(this.carrier, this.inbound, this.remoteTypes, calls,
				answers, this.dependents);
		this.handling = handles;
		this.requests = begun;
		this.handlers.handleRequests(handles);
		link.listen(begun);
	}

	/**
	 * Tells the other end of types that this node has more, once there is a peer; it is
	 * looked at again when there is one. From any thread.
	 */
	void typesAdded() {
		if (this.peer != null && this.remoteTypes.areNamed()) {
			this.outbox.addUrgent(OutboxFrames::announceTypes);
		}
	}

	/**
	 * Notes types that the other end has announced. On the event loop.
	 */
	void announced(List<TypeEntry> added) {
		this.remoteTypes.add(added);
		if (this.peer != null) {
			reportTypes();
		}
	}

	private void reportTypes() {
		this.reports.differing(this.carrier.id().words(), this.remoteTypes.changes());
	}

	/**
	 * The types of the other end.
	 */
	RemoteTypes remoteTypes() {
		return this.remoteTypes;
	}

	/**
	 * Runs an action when all that was accepted is written; nothing is sent after that.
	 * On the event loop.
	 */
	void flush(Runnable action) {
		this.outbox.end(this.carrier.whyClosed(), action);
	}

	/**
	 * Ends: whoever waits for a message is told, what is queued fails. On the event loop.
	 */
	void end() {
		ConversationRequests begun = this.requests;
		if (begun != null) {
			begun.end();
		}
		String why = this.carrier.whyClosed();
		this.outbox.fail(why);
		this.handlers.inbox().close(new NoiseException("receive: " + why, null, this.carrier.id().text()));
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
					+ this.carrier.sessionName() + " has no requests (expected: the session secure)", null);
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

	<T> Registration addHandler(Class<T> type, Dispatch dispatch, MessageHandler<? super T> handler) {
		return this.handlers.add(this.registry.byClass(type).opcode(), dispatch, handler);
	}

	private Registration lockOnReceive(Class<?> type) {
		return this.flow.lock(this.registry.byClass(type).opcode());
	}

	private void dropReceived() {
		this.handlers.drop();
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
		this.givenVersion = this.remoteTypes.ownVersion();
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
	 * Makes the calls that wait for messages.
	 */
	ConversationReceiver receiver() {
		return new ConversationReceiver(this.carrier, this.registry, this.remoteTypes, this.flow,
				this.handlers::undecodable, this.settings.receiveTimeout());
	}

}
