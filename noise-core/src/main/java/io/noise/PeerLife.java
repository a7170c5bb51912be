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
	 * Begins.
	 * @param ready run when the hooks of the connection have run
	 */
	void begin(Runnable ready) {
		this.connection.lane().execute(() -> {
			if (setUp() && this.connection.deadline().done()) {
				this.connection.conversation().inbound().endSetup();
				welcome();
				ready.run();
				this.connection.conversation().open();
			}
		});
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

	private void welcome() {
		this.shown = true;
		boolean dialed = this.peer.direction() == Direction.OUTBOUND;
		NodeCounters counters = this.context.runtime().counters();
		(dialed ? counters.peersDialed() : counters.peersAccepted()).increment();
		logger.debug("{}: {} is here", this.context.node(), this.peer);
		this.context.connections().show(this.peer);
		this.connection.appeared();
		NodeHooks hooks = this.context.hooks();
		runHooks(dialed ? hooks.dialed : hooks.connected);
		runHooks(hooks.init);
	}

	/**
	 * Ends, the connection being closed.
	 * @param done run when the last hook has run
	 */
	void end(Runnable done) {
		this.connection.lane().execute(() -> {
			try {
				endHere();
			}
			finally {
				done.run();
			}
		});
	}

	private void endHere() {
		this.connection.conversation().shut();
		if (this.shown) {
			bidFarewell();
		}
		this.connection.conversation().forget(this.shown);
		PeerSetup last = this.setup;
		if (last != null) {
			this.connection.lane().call(last, "end", () -> last.end(this.peer));
		}
		this.context.runtime().hookFailures().tellDue();
	}

	private void bidFarewell() {
		this.context.connections().hide(this.peer);
		this.context.runtime().counters().peersDisconnected().increment();
		logger.debug("{}: {} is gone, {}", this.context.node(), this.peer, this.connection.whyEnded());
		this.peer.runDisconnectHooks();
		runHooks(this.context.hooks().disconnected);
	}

	private void runHooks(HookList<PeerCallback> hooks) {
		hooks.run(this.connection.lane(), (hook) -> hook.handle(this.context.node(), this.peer));
	}

}
