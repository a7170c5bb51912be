package io.noise;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.noise.session.channel.SessionContext;

/**
 * What the parts of one node share.
 */
final class NodeContext {

	private static final int RADIX = 36;

	private static final int PREFIX_LENGTH = 6;

	private final Node node;

	private final NodeSettings settings;

	private final NodeRuntime runtime;

	private final NodeHooks hooks = new NodeHooks();

	private final Messages messages;

	private final Admission admission = new Admission(this);

	private final SessionContext sessionContext;

	private final Refusals refusals;

	private final UnclaimedTypes unclaimedTypes = new UnclaimedTypes(System::nanoTime);

	private final UndecodableTypes undecodableTypes = new UndecodableTypes(System::nanoTime);

	private final Doorkeeper doorkeeper;

	private final WindingUp windingUp;

	private final CrossedDials crossedDials;

	private final HandlerTable handlers = new HandlerTable();

	private final Connections connections = new Connections();

	private final Lane lane;

	private final AtomicLong sequence = new AtomicLong();

	private final String idPrefix = randomPrefix();

	NodeContext(Node node, NodeSettings settings) {
		this.node = node;
		this.settings = settings;
		this.refusals = new Refusals(settings::limit, System::nanoTime);
		this.messages = new Messages(settings.session(), this::typesAdded);
		this.runtime = new NodeRuntime(settings.transport().ioHandlers(), settings.executor());
		this.sessionContext = new SessionContext(settings.limits(), this.runtime.handshakes());
		this.doorkeeper = new Doorkeeper(this);
		this.windingUp = new WindingUp(node, settings.nodeLimits(), System::nanoTime);
		this.crossedDials = new CrossedDials(settings.identity().id(), probe(settings));
		this.lane = new Lane("the node", this.runtime, () -> {
		});
	}

	/**
	 * Tells the ids of this node from those of others, and from those before its restart.
	 */
	private static String randomPrefix() {
		long least = (long) Math.pow(RADIX, PREFIX_LENGTH - 1);
		return Long.toString(ThreadLocalRandom.current().nextLong(least, least * RADIX), RADIX);
	}

	/** In which no sign of life comes from who is dead. */
	private static Duration probe(NodeSettings settings) {
		Duration pingTimeout = settings.nodeLimits().pingTimeout();
		return (pingTimeout.compareTo(CrossedDials.PROBE) < 0) ? pingTimeout : CrossedDials.PROBE;
	}

	Node node() {
		return this.node;
	}

	NodeSettings settings() {
		return this.settings;
	}

	NodeRuntime runtime() {
		return this.runtime;
	}

	NodeHooks hooks() {
		return this.hooks;
	}

	Messages messages() {
		return this.messages;
	}

	private void typesAdded() {
		this.connections.snapshot().forEach((connection) -> connection.conversation().typesAdded());
	}

	Admission admission() {
		return this.admission;
	}

	Doorkeeper doorkeeper() {
		return this.doorkeeper;
	}

	/**
	 * Whose connection is closed, and who is not done here.
	 */
	WindingUp windingUp() {
		return this.windingUp;
	}

	CrossedDials crossedDials() {
		return this.crossedDials;
	}

	Refusals refusals() {
		return this.refusals;
	}

	UnclaimedTypes unclaimedTypes() {
		return this.unclaimedTypes;
	}

	UndecodableTypes undecodableTypes() {
		return this.undecodableTypes;
	}

	SessionContext sessionContext() {
		return this.sessionContext;
	}

	HandlerTable handlers() {
		return this.handlers;
	}

	Connections connections() {
		return this.connections;
	}

	/**
	 * Where the hooks run that concern no peer.
	 */
	Lane lane() {
		return this.lane;
	}

	long nextSequence() {
		return this.sequence.incrementAndGet();
	}

	String connectionId(long sequence) {
		return this.idPrefix + "-" + sequence;
	}

}
