package io.noise.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.noise.Limits;
import io.noise.Node;
import io.noise.PeerSetup;
import io.noise.concurrent.NodeRuntime;
import io.noise.concurrent.Platform;
import io.noise.limit.LogThrottle;
import io.noise.message.MessageRegistry;
import io.noise.session.channel.SessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts of one node together, the independent ones first.
 */
final class NodeAssembly {

	private static final Logger logger = LoggerFactory.getLogger(Node.class);

	private final NodeReference reference = new NodeReference();

	private final NodeSettings settings;

	private final NodeAddress address;

	private final NodeCounters counters = new NodeCounters();

	private final NodeTally tally = new NodeTally();

	private final NodeRuntime runtime;

	private final NodeHooks hooks;

	private final HookLanes lanes;

	private final Refusals refusals;

	private final NodeReports reports;

	private final PeersDraining draining;

	private final ConnectionRegistry registry;

	private final DialCrossings crossedDials;

	private final AdmissionTrust trust;

	private final NodeTracing tracing;

	NodeAssembly(NodeSettings settings, Platform platform) {
		LongSupplier clock = platform::nanoTime;
		this.settings = settings;
		this.address = new NodeAddress(settings.identity().id(), settings.bind(), settings.external(),
				settings.transport(), platform::now);
		this.runtime = new NodeRuntime(platform, settings.transport().ioHandlers(), settings.executor(),
				new LogThrottle(clock)::isTime);
		HookFailures failures = new HookFailures(this.counters.hookFailures(), clock);
		this.lanes = new HookLanes(this.runtime, failures, settings.timeouts().slowHook());
		this.hooks = new NodeHooks(this.reference, this.lanes.lane("the node", () -> {
		}), failures, new HookTimes(this.tally, clock));
		this.refusals = new Refusals(this.address, settings::limit, clock);
		this.reports = new NodeReports(this.address, this.counters, this.tally, this.refusals, clock);
		this.draining = new PeersDraining(this.address, settings.limits(), clock);
		this.registry = new ConnectionRegistry(this.counters, this.tally, this.draining, platform);
		this.crossedDials = new DialCrossings(this.address.id(), probeTimeout(settings.limits().pingTimeout()));
		this.trust = new AdmissionTrust(settings.trust(), this.runtime.lookUps(), this.registry,
				new AdmissionRefusals(this.refusals));
		this.tracing = new NodeTracing(this.trust::lists);
	}

	/** Returns the time after which a probed connection is dead. */
	private static Duration probeTimeout(Duration pingTimeout) {
		return (pingTimeout.compareTo(DialCrossings.MAX_PROBE_TIMEOUT) < 0) ? pingTimeout
				: DialCrossings.MAX_PROBE_TIMEOUT;
	}

	/**
	 * Creates the node.
	 */
	Node node() {
		MessageRegistry types = new MessageRegistry(this.settings.session());
		NodeHandlers handlers = new NodeHandlers();
		NodeMessages messages = new NodeMessages(types, handlers, this.settings.session(), this.registry,
				this.runtime.dependents(), this.tracing);
		ConnectionFactory factory = connections(types, handlers);
		types.onAdded(() -> this.registry.forEach((connection) -> connection.conversation().typesAdded()));
		Listener listener = listener(factory);
		Dialer dialer = dialer(factory);
		Reconnectors kept = new Reconnectors(this.address, this.settings.session().name(), dialer, this.crossedDials,
				this.runtime);
		this.tracing.pinnedBy(kept::pins);
		NodeShutdown shutdown = new NodeShutdown(new NodeEntrances(this.registry, listener, dialer, kept),
				this.registry, this.trust, this.hooks, this.runtime, this.settings.timeouts());
		NodeView view = new NodeView(this.address, this.settings.session(), this.registry, this.reports,
				new NodeMeasures(this.tally, this.registry, this.runtime::eventLoops));
		LocalNode node = new LocalNode(view, messages, this.hooks, new NodeConnecting(listener, dialer, kept,
				new NodeHoldBacks(), this.runtime.dependents(), this.tracing), shutdown);
		this.reference.set(node);
		begin(node);
		return node;
	}

	private ConnectionFactory connections(MessageRegistry types, NodeHandlers handlers) {
		ConversationFactory conversations = new ConversationFactory(types, handlers,
				ConversationSettings.of(this.settings), this.reports, this.runtime.dependents());
		ConnectionSessions sessions = new ConnectionSessions(this.settings.session(),
				new SessionContext(this.settings.sessionLimits(), this.runtime.handshakes()),
				this.settings.timeouts().handshake(), this.reports);
		ConnectionStages stages = new ConnectionStages(sessions, admission(), this.settings.setup(), this.hooks,
				this.registry, this.runtime.platform()::now);
		ConnectionParts parts = new ConnectionParts(this.settings.session(), this.settings.transport()::describe,
				this.settings.timeouts().drain(), this.lanes, this.reports, this.tracing);
		return new ConnectionFactory(this.registry, parts, conversations, stages);
	}

	private Admission admission() {
		AdmissionAuthorizer authorizer = new AdmissionAuthorizer(this.settings.authorizer(),
				this.settings.timeouts().authorizer(), this.runtime::execute, new AdmissionRefusals(this.refusals),
				clock());
		AcceptPlaces places = new AcceptPlaces(this.settings.limits().maxInbound(), this.draining, this.refusals);
		return new Admission(new AdmissionIdentity(this.address, this.registry, clock()), this.trust, authorizer,
				places, this.crossedDials);
	}

	private Listener listener(ConnectionFactory factory) {
		AcceptFailures failures = new AcceptFailures(this.address, this.counters.acceptFailures(), this.hooks, clock());
		Limits limits = this.settings.limits();
		AcceptAddresses addresses = new AcceptAddresses(limits,
				(remote) -> this.settings.transport().describe(remote).host(), this.refusals, clock());
		AcceptPending pending = new AcceptPending(limits.maxPendingHandshakes(), this.runtime.handshakes()::isBehind,
				this.refusals, clock());
		return new Listener(this.address, this.settings.transport(), this.settings.waterMark(), this.runtime,
				new Acceptor(addresses, pending, factory, failures));
	}

	private LongSupplier clock() {
		return this.runtime.platform()::nanoTime;
	}

	private Dialer dialer(ConnectionFactory factory) {
		DialLookUp lookUp = new DialLookUp(this.settings.transport(), this.address, this.runtime.lookUps());
		DialConnector connector = new DialConnector(this.settings.transport(), this.settings.waterMark(), factory);
		DialAttempts attempts = new DialAttempts(this.runtime, DialSettings.of(this.settings), lookUp, connector);
		return new Dialer(this.address, this.settings.session(),
				new DialQueue(this.settings.limits(), this.draining, this.refusals), attempts, this.hooks,
				this.reports);
	}

	private void begin(Node node) {
		this.settings.metadata().forEach(node::set);
		this.settings.session().sealing().ifPresent((words) -> logger.info("{} seals with {}", node, words));
		this.settings.session().warning().ifPresent((words) -> logger.warn("{}: {}", node, words));
		PeerSetup setup = this.settings.setup();
		if (setup != null) {
			setup.register(node.messages());
		}
	}

}
