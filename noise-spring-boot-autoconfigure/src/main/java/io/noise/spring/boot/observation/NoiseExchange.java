package io.noise.spring.boot.observation;

import java.util.Optional;

import io.micrometer.observation.Observation;
import io.noise.NodeObserver.Outcome;
import io.noise.NodeTracer;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A request or message that is observed, at one of its two ends. It is in the context of
 * the observation.
 */
public final class NoiseExchange {

	/** The role of this application. */
	public enum Role {

		/** Sends a request. */
		CLIENT,

		/** Handles a request. */
		SERVER,

		/** Sends a message. */
		PRODUCER,

		/** Handles a message. */
		CONSUMER

	}

	private final Role role;

	private final NodeTracer.Exchange exchange;

	private volatile @Nullable Outcome outcome;

	NoiseExchange(Role role, NodeTracer.Exchange exchange) {
		this.role = role;
		this.exchange = exchange;
	}

	/**
	 * Returns the exchange in the context of an observation.
	 * @param context the context
	 * @return the exchange; empty if the observation is of something else
	 */
	public static Optional<NoiseExchange> of(Observation.Context context) {
		return Optional.ofNullable(context.get(NoiseExchange.class));
	}

	/**
	 * Returns the role of this application.
	 * @return the role
	 */
	public Role role() {
		return this.role;
	}

	/**
	 * Whether it is a request.
	 * @return false for a message
	 */
	public boolean isRequest() {
		return this.exchange.isRequest();
	}

	/**
	 * Returns the type of the request or message.
	 * @return the simple name of its class, which this application has registered
	 */
	public String type() {
		return this.exchange.type();
	}

	/**
	 * Returns the id of the peer.
	 * @return the id, which a new connection changes
	 */
	public String peer() {
		return this.exchange.peer();
	}

	/**
	 * Returns the identity of the peer.
	 * @return the id of its node; empty if the session proves none
	 */
	public Optional<NodeId> node() {
		return this.exchange.identity();
	}

	/**
	 * Returns the outcome.
	 * @return the outcome, empty before the end
	 */
	public Optional<Outcome> outcome() {
		return Optional.ofNullable(this.outcome);
	}

	void ended(Outcome with) {
		this.outcome = with;
	}

	@Override
	public String toString() {
		return this.role + " of " + this.exchange;
	}

}
