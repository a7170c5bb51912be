package io.noise.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.noise.DisconnectReason;
import io.noise.Refusal;
import io.noise.identity.AllowList;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.session.channel.SessionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits nodes that are trusted, remembers those that are trusted on first use, and
 * disconnects those that are no longer trusted.
 */
final class AdmissionTrust {

	private static final String NOT_TRUSTED = "not on the allow-list";

	private static final Logger logger = LoggerFactory.getLogger(AdmissionTrust.class);

	private final Trust trust;

	private final Executor lookUps;

	private final ConnectionRegistry registry;

	private final AdmissionRefusals refusals;

	private final Object lock = new Object();

	/** Ends the watch. Present after the first decision. Guarded by the lock. */
	private @Nullable Runnable endOfWatch;

	/** Guarded by the lock. */
	private boolean closed;

	/**
	 * Creates it without a watch.
	 * @param trust decides
	 * @param lookUps runs what may read files
	 * @param registry the connections to watch
	 * @param refusals counts and words refusals
	 */
	AdmissionTrust(Trust trust, Executor lookUps, ConnectionRegistry registry, AdmissionRefusals refusals) {
		this.trust = trust;
		this.lookUps = lookUps;
		this.registry = registry;
		this.refusals = refusals;
	}

	/**
	 * Returns the objection to a node that has proven its identity; empty if it is
	 * trusted.
	 */
	Optional<SessionException> objection(Connection connection, NodeId proven) {
		NodeId pinned = connection.dialed().flatMap(DialAddress::pinned).orElse(proven);
		if (!pinned.equals(proven)) {
			return Optional.of(this.refusals.refuse(connection, Refusal.NOT_TRUSTED,
					"the node there proved to be " + proven + " (expected: " + pinned + ", the id before the @)"));
		}
		return distrust(connection, proven);
	}

	/**
	 * Returns the objection to a node whose session is established by now; empty if it is
	 * still trusted.
	 */
	Optional<SessionException> distrust(Connection connection, NodeId proven) {
		return this.trust.trusts(proven) ? Optional.empty()
				: Optional.of(this.refusals.refuse(connection, proven, Refusal.NOT_TRUSTED, NOT_TRUSTED));
	}

	/**
	 * Whether a node is on the allow-list.
	 */
	boolean lists(NodeId node) {
		return this.trust instanceof AllowList list && list.contains(node);
	}

	/**
	 * Remembers the node that was first found at an address. A pinned node need not be
	 * remembered.
	 * @return completed by any thread; fails if another node was found there before
	 */
	CompletableFuture<Void> remember(Connection connection, NodeId proven) {
		Optional<DialAddress> dialed = connection.dialed().filter((address) -> address.pinned().isEmpty());
		if (dialed.isEmpty() || !this.trust.needsIdentities()) {
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.lookUps.execute(() -> {
			try {
				this.trust.objection(dialed.get().place(), proven)
					.ifPresentOrElse(
							(why) -> result
								.completeExceptionally(this.refusals.refuse(connection, Refusal.NOT_TRUSTED, why)),
							() -> result.complete(null));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		return result;
	}

	/**
	 * Watches for changes of trust. Begins with the first decision, so that a node which
	 * is built and never used holds nothing.
	 */
	void watch() {
		synchronized (this.lock) {
			if (this.endOfWatch == null && !this.closed) {
				this.endOfWatch = this.trust.onChange(this::disconnectUntrusted);
			}
		}
	}

	private void disconnectUntrusted() {
		for (Connection connection : this.registry.snapshot()) {
			if (connection.identity().filter((id) -> !this.trust.trusts(id)).isPresent()) {
				logger.debug("{} is disconnected: its node is no longer trusted", connection);
				connection.close(DisconnectReason.REJECTED);
			}
		}
	}

	/**
	 * Ends the watch.
	 */
	void close() {
		Runnable end;
		synchronized (this.lock) {
			this.closed = true;
			end = this.endOfWatch;
		}
		if (end != null) {
			end.run();
		}
	}

}
