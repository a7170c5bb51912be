package io.noise.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.Direction;
import io.noise.identity.NodeId;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;

/**
 * Decides whether a node that has proven its identity becomes a peer. It must not be this
 * node itself; it must be the one that was dialled, be trusted, have a place and be
 * welcome to the authorizer. A node that was not dialled learns no more of a refusal than
 * a few fixed words.
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
	 * Decides on the node at the other end of a connection. On its event loop.
	 * @return completed by any thread if the node is admitted; fails with a
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
			.thenRun(() -> checkCrossing(connection, proven));
	}

	/** Comes last, since after it the other node learns that the dial goes on. */
	private void checkCrossing(Connection connection, NodeId proven) {
		if (connection.keepsUp() && !this.crossedDials.admitDialed(connection, proven)) {
			throw Failures.crossed();
		}
	}

	/**
	 * Returns the objection to a connection that the other node keeps up; empty if there
	 * is none.
	 */
	Optional<SessionException> keptUpByOther(Connection connection, NodeId proven) {
		return this.crossedDials.admitAccepted(connection, proven) ? Optional.empty() : Optional.of(Failures.crossed());
	}

	/**
	 * Returns the objection to a node whose session is established now; empty if there is
	 * none. The node may have lost its trust meanwhile; where the session proves no
	 * identity, this is also the only check for a place.
	 */
	Optional<SessionException> objection(Connection connection) {
		return full(connection).or(() -> connection.identity().flatMap((id) -> this.trust.distrust(connection, id)));
	}

	private Optional<SessionException> full(Connection connection) {
		boolean hasPlace = connection.direction() == Direction.OUTBOUND || this.places.acquire(connection);
		return hasPlace ? Optional.empty() : Optional.of(new SessionException(Fault.LIMIT, "no room for another peer"));
	}

}
