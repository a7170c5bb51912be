package io.noise;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The reasons for which a node refuses connections, dials and messages or disconnects
 * peers: its limits, missing trust and missing authorization.
 * {@link NodeStats#refusals()} has a counter for each.
 */
public enum Refusal {

	/** Too many inbound peers. */
	MAX_INBOUND,

	/** Too many outbound peers. */
	MAX_OUTBOUND,

	/** Too many connections from one address. */
	MAX_PER_ADDRESS,

	/** Too many connections from one IPv6 network. */
	MAX_PER_NETWORK,

	/** Connections arrived too fast from one address. */
	ACCEPT_RATE,

	/** Connections arrived too fast at the node. */
	HANDSHAKE_RATE,

	/** A connection that was not yet a peer was closed to make room for a newer one. */
	MAX_PENDING_HANDSHAKES,

	/** Too many queued dials. */
	MAX_WAITING_DIALS,

	/** A connection took too long to become a peer. */
	HANDSHAKE_TIMEOUT("noise.handshake-timeout (on legacy also noise.legacy.handshake-timeout and ack-timeout)"),

	/** A peer sent a message that is too long. */
	MAX_MESSAGE_SIZE("noise.max-message-size"),

	/** A peer did not complete a frame in time. */
	FRAME_TIMEOUT,

	/** A peer gave no sign of life. */
	PING_TIMEOUT,

	/** A peer did not read the data written to it. */
	STALL_TIMEOUT,

	/** The send queue of a peer was full, so a message of this node was refused. */
	SEND_QUEUE,

	/**
	 * There were too many open requests with a peer, so a request of this node was not
	 * sent, or one of the peer was not handled.
	 */
	MAX_OPEN_REQUESTS,

	/** A node is not trusted, or is not the one that was dialled. */
	NOT_TRUSTED(null),

	/** The authorizer refused, failed, took too long or was too busy. */
	NOT_AUTHORIZED(null);

	private final @Nullable String property;

	Refusal() {
		this.property = "noise.limits." + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	Refusal(@Nullable String property) {
		this.property = property;
	}

	/**
	 * Returns the property of Spring applications that sets the limit.
	 * @return its name, such as {@code noise.limits.max-inbound}; empty if this is not a
	 * limit
	 */
	public Optional<String> property() {
		return Optional.ofNullable(this.property);
	}

}
