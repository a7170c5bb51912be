package io.noise;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import io.noise.Authorization.Answer;
import io.noise.PeerAuthorizer.Candidate;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may become a peer, once a node has proven who it is: not this node itself,
 * the one that was dialled, one that is trusted, one that the authorizer wants. A
 * stranger is told no more of it than a few fixed words.
 */
final class Admission {

	/** An authorizer that does not return must not gather threads. */
	private static final int MAX_QUESTIONS = 64;

	private static final String NOT_TRUSTED = "not on the allow-list";

	private static final Logger logger = LoggerFactory.getLogger(Admission.class);

	private final NodeContext context;

	private final AtomicInteger questions = new AtomicInteger();

	private final OncePerMinute failureWarning = new OncePerMinute(System::nanoTime);

	private final OncePerMinute sameKeyWarning = new OncePerMinute(System::nanoTime);

	private final ReentrantLock lock = new ReentrantLock();

	/** Present from the first node that is judged on. Guarded by the lock. */
	private @Nullable Runnable endOfWatch;

	private boolean closed;

	Admission(NodeContext context) {
		this.context = context;
	}

	/**
	 * Asks for a node on a connection. On its event loop.
	 * @return completed by any thread if it is welcome; fails with a
	 * {@link SessionException} otherwise
	 */
	CompletableFuture<Void> admit(Connection connection, NodeId proven) {
		watch();
		SessionException objection = atOnce(connection, proven);
		if (objection != null) {
			return CompletableFuture.failedFuture(objection);
		}
		return ask(connection, proven).thenCompose((welcome) -> remember(connection, proven))
			.thenRun(() -> giveWay(connection, proven));
	}

	private @Nullable SessionException atOnce(Connection connection, NodeId proven) {
		if (proven.equals(this.context.settings().identity().id())) {
			return sameKey(connection);
		}
		NodeId pinned = connection.dialed().flatMap(PeerAddress::pinned).orElse(proven);
		if (!pinned.equals(proven)) {
			return rejected(connection, Refusal.NOT_TRUSTED,
					"the node there proved to be " + proven + " (expected: " + pinned + ", the id before the @)");
		}
		if (!trust().trusts(proven)) {
			return rejected(connection, proven, Refusal.NOT_TRUSTED, NOT_TRUSTED);
		}
		return hasPlace(connection) ? null : full();
	}

	/**
	 * This node's own key is at the other end: it is this node, or another one that was
	 * given the same key, which will never be its peer.
	 */
	private SessionException sameKey(Connection connection) {
		if (connection.direction() == Direction.INBOUND || isOwn(connection)) {
			return new SessionException(Fault.SELF, "both ends are the same node (expected: another one)");
		}
		String there = connection.remoteAddress();
		if (this.sameKeyWarning.isTime()) {
			logger.warn(
					"{}: another node at {} has this node's key, so that the two are one to all others and never "
							+ "connect to each other. Give each a key file of its own; logged at most once a minute",
					this.context.node(), there);
		}
		return new SessionException(Fault.SELF,
				"another node at " + there + " has this node's key (expected: a key of its own)");
	}

	/**
	 * Whether the other end of a connection is here: it is one that came after this one
	 * began, and is not done. Where addresses are translated on the way, its ends may
	 * have other names than the ends of this one.
	 */
	private boolean isOwn(Connection dialed) {
		List<Connection> pending = this.context.connections()
			.snapshot()
			.stream()
			.filter((other) -> other.direction() == Direction.INBOUND && other.sequence() > dialed.sequence()
					&& other.identity().isEmpty())
			.toList();
		boolean found = pending.stream()
			.anyMatch((other) -> other.remoteAddress().equals(dialed.localAddress())
					&& other.localAddress().equals(dialed.remoteAddress()));
		return found || !(pending.isEmpty() || OwnAddress.isLoopback(dialed.remoteAddress()));
	}

	/** The last question: from now on the other node is told that the dial goes on. */
	private void giveWay(Connection connection, NodeId proven) {
		if (connection.keepsUp() && !this.context.crossedDials().admitDialed(connection, proven)) {
			throw Failures.crossed();
		}
	}

	private boolean hasPlace(Connection connection) {
		return connection.direction() == Direction.OUTBOUND || this.context.doorkeeper().seat(connection);
	}

	private static SessionException full() {
		return new SessionException(Fault.LIMIT, "no room for another peer");
	}

	private Trust trust() {
		return this.context.settings().trust();
	}

	/**
	 * What is told to whom: the whole of it to this node's log and to its own dials.
	 */
	private SessionException rejected(Connection connection, NodeId proven, Refusal refusal, String why) {
		SessionException toDialer = rejected(connection, refusal, "node " + proven + " is " + why + " of this node");
		return (connection.direction() == Direction.OUTBOUND) ? toDialer : new SessionException(Fault.REJECTED, why);
	}

	private SessionException rejected(Connection connection, Refusal refusal, String words) {
		this.context.refusals().byWill(this.context.node(), refusal, connection, words);
		return new SessionException(Fault.REJECTED, words);
	}

	// --- the authorizer

	private CompletableFuture<Void> ask(Connection connection, NodeId proven) {
		PeerAuthorizer authorizer = this.context.settings().authorizer();
		if (authorizer == null) {
			return CompletableFuture.completedFuture(null);
		}
		if (this.questions.incrementAndGet() > MAX_QUESTIONS) {
			this.questions.decrementAndGet();
			this.context.refusals()
				.byWill(this.context.node(), Refusal.NOT_AUTHORIZED, connection,
						"the authorizer is busy with " + MAX_QUESTIONS + " others");
			return CompletableFuture.failedFuture(new SessionException(Fault.LIMIT, "the authorizer is busy"));
		}
		Authorization question = new Authorization(authorizer,
				new Candidate(proven, connection.remoteAddress(), connection.direction()), this.failureWarning);
		this.context.runtime().execute(() -> {
			try {
				question.run();
			}
			finally {
				this.questions.decrementAndGet();
			}
		});
		connection.closed().thenRun(() -> question.giveUp(Answer.GONE));
		return question.within(this.context.settings().authorizerTimeout(), connection.eventLoop())
			.thenAccept((answer) -> {
				if (answer == Answer.GONE) {
					throw new SessionException(Fault.CUT, "the other side has gone");
				}
				if (answer != Answer.WELCOME) {
					throw rejected(connection, proven, Refusal.NOT_AUTHORIZED, (answer == Answer.LATE)
							? "not decided on in time by the authorizer" : "refused by the authorizer");
				}
			});
	}

	// --- trust on first use

	/** Whom a pin names need not be remembered. */
	private CompletableFuture<Void> remember(Connection connection, NodeId proven) {
		Optional<PeerAddress> dialed = connection.dialed().filter((address) -> address.pinned().isEmpty());
		if (dialed.isEmpty() || !trust().needsIdentities()) {
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.context.runtime().lookUps().execute(() -> {
			try {
				trust().objection(dialed.get().place(), proven)
					.ifPresentOrElse(
							(why) -> result.completeExceptionally(rejected(connection, Refusal.NOT_TRUSTED, why)),
							() -> result.complete(null));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		return result;
	}

	// --- those who are trusted no more

	/**
	 * What there is against a node whose session stands now: it may be trusted no longer,
	 * or, where nobody proves anything, there may be no place for it.
	 */
	Optional<SessionException> objection(Connection connection) {
		if (!hasPlace(connection)) {
			return Optional.of(full());
		}
		return connection.identity()
			.filter((id) -> !trust().trusts(id))
			.map((id) -> rejected(connection, id, Refusal.NOT_TRUSTED, NOT_TRUSTED));
	}

	/**
	 * Not before there is something to watch, so that a node may be built and dropped.
	 */
	private void watch() {
		this.lock.lock();
		try {
			if (this.endOfWatch == null && !this.closed) {
				this.endOfWatch = trust().onChange(this::expel);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void expel() {
		for (Connection connection : this.context.connections().snapshot()) {
			if (connection.identity().filter((id) -> !trust().trusts(id)).isPresent()) {
				logger.debug("{}: {} is disconnected: its node is trusted no more", this.context.node(), connection);
				connection.close(DisconnectReason.REJECTED);
			}
		}
	}

	/**
	 * Watches no longer.
	 */
	void close() {
		Runnable end;
		this.lock.lock();
		try {
			this.closed = true;
			end = this.endOfWatch;
		}
		finally {
			this.lock.unlock();
		}
		if (end != null) {
			end.run();
		}
	}

}
