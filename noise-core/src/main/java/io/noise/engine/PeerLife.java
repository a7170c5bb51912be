package io.noise.engine;

import java.util.function.Supplier;

import io.noise.DisconnectReason;
import io.noise.NodeTracer;
import io.noise.PeerCallback;
import io.noise.PeerSetup;
import io.noise.concurrent.Lane;
import io.noise.message.DisconnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the life of one peer in its lane: first the setup and the hooks of the connection,
 * at last the disconnect hooks and the end of the setup. Messages are handled in between,
 * and not at all where the setup fails.
 */
final class PeerLife {

	private static final Logger logger = LoggerFactory.getLogger(PeerLife.class);

	private final Connection connection;

	private final Conversation conversation;

	private final ConnectedPeer peer;

	private final @Nullable PeerSetup setup;

	private final NodeHooks hooks;

	private final ConnectionRegistry registry;

	PeerLife(Connection connection, Conversation conversation, ConnectedPeer peer, @Nullable PeerSetup setup,
			NodeHooks hooks, ConnectionRegistry registry) {
		this.connection = connection;
		this.conversation = conversation;
		this.peer = peer;
		this.setup = setup;
		this.hooks = hooks;
		this.registry = registry;
	}

	/**
	 * Begins. Where no hook is to be called, that needs no thread of the executor.
	 * @param ready run when the hooks of the connection have run
	 * @param caller opens the context in which these hooks run, null for none
	 */
	void begin(Runnable ready, @Nullable Supplier<NodeTracer.Scope> caller) {
		Lane lane = this.connection.lane();
		if (this.setup == null && first().isEmpty() && this.hooks.init.isEmpty()
				&& lane.runIfIdle(() -> beginQuietly(ready))) {
			return;
		}
		lane.execute(() -> {
			if (setUp() && this.connection.life().inTime()) {
				this.conversation.flow().endSetup();
				appear();
				runFirstHooks(caller);
				ready.run();
				this.conversation.handlers().open();
			}
		});
	}

	private void runFirstHooks(@Nullable Supplier<NodeTracer.Scope> caller) {
		if (caller == null) {
			runHooks(first());
			runHooks(this.hooks.init);
		}
		else {
			TraceScope.within(caller, () -> runFirstHooks(null));
		}
	}

	private void beginQuietly(Runnable ready) {
		if (this.connection.life().inTime()) {
			this.conversation.flow().endSetup();
			appear();
			ready.run();
			this.conversation.handlers().openLater();
		}
	}

	private HookList<PeerCallback> first() {
		return this.hooks.first(this.peer.direction());
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
				this.connection.faults()
					.fail(new DisconnectException(DisconnectReason.PROTOCOL, "setup: " + ex.getMessage(), ex));
			}
			return false;
		}
	}

	private void appear() {
		logger.debug("{}: {} is here", this.hooks.node(), this.peer);
		this.registry.show(this.peer);
		this.connection.life().show();
	}

	/**
	 * Ends, the connection being closed. Where no hook is to be called, that needs no
	 * thread of the executor.
	 * @param done run when the last hook has run
	 */
	void end(Runnable done) {
		Lane lane = this.connection.lane();
		if (this.setup == null && this.hooks.disconnected.isEmpty() && !this.peer.hasDisconnectHooks()
				&& lane.runIfIdle(() -> end(this.peer::goneQuietly, done))) {
			return;
		}
		lane.execute(() -> end(() -> {
			this.peer.runDisconnectHooks();
			runHooks(this.hooks.disconnected);
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
		this.conversation.handlers().shut();
		boolean shown = this.connection.life().isShown();
		if (shown) {
			this.registry.hide(this.peer);
			logger.debug("{}: {} is gone, {}", this.hooks.node(), this.peer, this.connection.life().words());
			farewell.run();
		}
		this.conversation.handlers().forget(shown);
		PeerSetup last = this.setup;
		if (last != null) {
			this.connection.lane().call(last, "end", () -> last.end(this.peer));
		}
		this.hooks.failures().logDue();
	}

	private void runHooks(HookList<PeerCallback> kind) {
		kind.run(this.connection.lane(), (hook) -> hook.handle(this.hooks.node(), this.peer));
	}

}
