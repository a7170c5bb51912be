package io.noise.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.Direction;
import io.noise.identity.NodeId;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;

/**
 * The gate to becoming a peer, once a node has proven its identity: not this node itself,
 * the one that was dialled, one that is trusted, one for which there is a place, one that
 * the authorizer wants. A stranger is told no more of it than a few fixed words.
 */
final class Admission {

	private final AdmissionIdentity identity;

	private final AdmissionTrust trust;

	private final AdmissionAuthorizer authorizer;

	private final AcceptPlaces places;

	private final DialCrossings crossedDials;

	Admission(AdmissionIdentity identity, AdmissionTrust trust, AdmissionAuthorizer authorizer, AcceptPlaces places,
			DialCrossings crossedDials) {
		this.identity = identity;
		this.trust = trust;
		this.authorizer = authorizer;
		this.places = places;
		this.crossedDials = crossedDials;
	}

	/**
	 * Asks for a node on a connection. On its event loop.
	 * @return completed by any thread if it is welcome; fails with a
	 * {@link SessionException} otherwise
	 */
	CompletableFuture<Void> admit(Connection connection, NodeId proven) {
		this.trust.watch();
		Optional<SessionException> objection = this.identity.objection(connection, proven)
			.or(() -> this.trust.objection(connection, proven))
			.or(() -> full(connection));
		if (objection.isPresent()) {
			return CompletableFuture.failedFuture(objection.get());
		}
		return this.authorizer.ask(connection, proven)
			.thenCompose((welcome) -> this.trust.remember(connection, proven))
			.thenRun(() -> giveWay(connection, proven));
	}

	/** The last question: from now on the other node is told that the dial goes on. */
	private void giveWay(Connection connection, NodeId proven) {
		if (connection.keepsUp() && !this.crossedDials.admitDialed(connection, proven)) {
			throw Failures.crossed();
		}
	}

	/**
	 * The objection to a node that keeps its connection to this one up; empty if there is
	 * none.
	 */
	Optional<SessionException> keptUpByOther(Connection connection, NodeId proven) {
		return this.crossedDials.admitAccepted(connection, proven) ? Optional.empty() : Optional.of(Failures.crossed());
	}

	/**
	 * The objection to a node whose session stands now: it may be trusted no longer, or,
	 * where sessions prove nothing, there may be no place for it.
	 */
	Optional<SessionException> objection(Connection connection) {
		return full(connection).or(() -> connection.identity().flatMap((id) -> this.trust.distrust(connection, id)));
	}

	private Optional<SessionException> full(Connection connection) {
		boolean hasPlace = connection.direction() == Direction.OUTBOUND || this.places.acquire(connection);
		return hasPlace ? Optional.empty() : Optional.of(new SessionException(Fault.LIMIT, "no room for another peer"));
	}

}
