package io.noise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the lane of one peer runs besides its messages: first the setup and the hooks of
 * the connection, at last the disconnect hooks and the end of the setup. Messages are
 * handled in between, and not at all where the setup fails.
 */
final class PeerLife {

	private static final Logger logger = LoggerFactory.getLogger(PeerLife.class);

	private final NodeContext context;

	private final Connection connection;

	private final Peer peer;

	private final @Nullable PeerSetup setup;

	/** Whether users have seen the peer. The lane's. */
	private boolean shown;

	PeerLife(NodeContext context, Connection connection, Peer peer) {
		this.context = context;
		this.connection = connection;
		this.peer = peer;
		this.setup = context.settings().setup();
	}

	/**
	 * Begins. Where no hook is to be called, that needs no thread of the executor.
	 * @param ready run when the hooks of the connection have run
	 */
	void begin(Runnable ready) {
		Lane lane = this.connection.lane();
		if (this.setup == null && hooks().isEmpty() && this.context.hooks().init.isEmpty()
				&& lane.runIfIdle(() -> beginQuietly(ready))) {
			return;
		}
		lane.execute(() -> {
			if (setUp() && this.connection.deadline().done()) {
				this.connection.conversation().inbound().endSetup();
				appear();
				runHooks(hooks());
				runHooks(this.context.hooks().init);
				ready.run();
				this.connection.conversation().open();
			}
		});
	}

	private void beginQuietly(Runnable ready) {
		if (this.connection.deadline().done()) {
			this.connection.conversation().inbound().endSetup();
			appear();
			ready.run();
			this.connection.conversation().openLater();
		}
	}

	private boolean isDialed() {
		return this.peer.direction() == Direction.OUTBOUND;
	}

	private HookList<PeerCallback> hooks() {
		return isDialed() ? this.context.hooks().dialed : this.context.hooks().connected;
	}

	private boolean setUp() {
		PeerSetup first = this.setup;
		if (first == null) {
			return true;
		}
		try {
			this.connection.lane().guard(first, () -> first.begin(this.peer));
			return true;
		}
		catch (Throwable ex) {
			if (!this.connection.isClosing()) {
				this.connection.fail(new RefusedException(DisconnectReason.PROTOCOL, "setup: " + ex.getMessage(), ex));
			}
			return false;
		}
	}

	private void appear() {
		this.shown = true;
		NodeCounters counters = this.context.runtime().counters();
		(isDialed() ? counters.peersDialed() : counters.peersAccepted()).increment();
		logger.debug("{}: {} is here", this.context.node(), this.peer);
		this.context.connections().show(this.peer);
		this.connection.appeared();
	}

	/**
	 * Ends, the connection being closed. Where no hook is to be called, that needs no
	 * thread of the executor.
	 * @param done run when the last hook has run
	 */
	void end(Runnable done) {
		Lane lane = this.connection.lane();
		HookList<PeerCallback> hooks = this.context.hooks().disconnected;
		if (this.setup == null && hooks.isEmpty() && !this.peer.hasDisconnectHooks()
				&& lane.runIfIdle(() -> end(this.peer::goneQuietly, done))) {
			return;
		}
		lane.execute(() -> end(() -> {
			this.peer.runDisconnectHooks();
			runHooks(hooks);
		}, done));
	}

	private void end(Runnable farewell, Runnable done) {
		try {
			endHere(farewell);
		}
		finally {
			done.run();
		}
	}

	private void endHere(Runnable farewell) {
		this.connection.conversation().shut();
		if (this.shown) {
			this.context.connections().hide(this.peer);
			this.context.runtime().counters().peersDisconnected().increment();
			logger.debug("{}: {} is gone, {}", this.context.node(), this.peer, this.connection.whyEnded());
			farewell.run();
		}
		this.connection.conversation().forget(this.shown);
		PeerSetup last = this.setup;
		if (last != null) {
			this.connection.lane().call(last, "end", () -> last.end(this.peer));
		}
		this.context.runtime().hookFailures().tellDue();
	}

	private void runHooks(HookList<PeerCallback> hooks) {
		hooks.run(this.connection.lane(), (hook) -> hook.handle(this.context.node(), this.peer));
	}

}
