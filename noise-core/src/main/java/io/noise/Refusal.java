package io.noise;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a node has refused others, or ended, because of a limit or for want of trust. By
 * these names it is counted in {@link NodeStats#refusals()}.
 */
public enum Refusal {

	/** Too many peers that dialled us. */
	MAX_INBOUND,

	/** Too many peers that we dialled. */
	MAX_OUTBOUND,

	/** Too many connections from one address. */
	MAX_PER_ADDRESS,

	/** Too many connections from one IPv6 network. */
	MAX_PER_NETWORK,

	/** Connections from one address came too fast. */
	ACCEPT_RATE,

	/** Connections came too fast. */
	HANDSHAKE_RATE,

	/** Closed to make room for newer ones, before it was a peer. */
	MAX_PENDING_HANDSHAKES,

	/** Too many dials wait for their turn. */
	MAX_WAITING_DIALS,

	/** A connection took too long to become a peer. */
	HANDSHAKE_TIMEOUT("noise.handshake-timeout (on legacy also noise.legacy.handshake-timeout and ack-timeout)"),

	/** A peer sent a message that is too long. */
	MAX_MESSAGE_SIZE("noise.max-message-size"),

	/** A peer did not finish what it had begun to send. */
	FRAME_TIMEOUT,

	/** A peer gave no sign of life. */
	PING_TIMEOUT,

	/** A peer took nothing of what was written to it. */
	STALL_TIMEOUT,

	/** Too much waited to be sent to a peer: a message of this node's own was refused. */
	SEND_QUEUE,

	/** Not a node that is trusted, or not the one that was dialled. */
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
	 * The property of Spring applications that sets the limit.
	 * @return its name, such as {@code noise.limits.max-inbound}; empty if it is no limit
	 */
	public Optional<String> property() {
		return Optional.ofNullable(this.property);
	}

}
