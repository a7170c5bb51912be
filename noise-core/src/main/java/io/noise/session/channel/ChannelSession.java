package io.noise.session.channel;

import java.util.Optional;

import io.netty.channel.Channel;
import io.noise.identity.Identity;
import io.noise.session.Session;

/**
 * The working side of a session: what every kind implements. One instance serves all
 * connections of a node.
 */
public interface ChannelSession extends Session {

	/**
	 * The name of the last handler of the pipeline, before which a session adds its own.
	 */
	String TAIL = "connection";

	/**
	 * The cipher that seals, and its provider, where the kind of session seals.
	 * @return words for the log
	 */
	default Optional<String> sealing() {
		return Optional.empty();
	}

	/**
	 * Whether both ends have heard each other when a session is established.
	 * @return false if it is as soon as there is a connection
	 */
	default boolean shakesHands() {
		return true;
	}

	/**
	 * The key pair that the session proves.
	 * @return the identity, empty where the kind proves none
	 */
	Optional<Identity> identity();

	@Override
	default boolean provesIdentities() {
		return identity().isPresent();
	}

	/**
	 * Whether both ends tell each other the names of their message types.
	 * @return true if {@link SessionLink#announce} does something
	 */
	@Override
	boolean namesTypes();

	/**
	 * Whether the sessions of this kind have requests.
	 * @return true if {@link SessionLink#requests()} is present
	 */
	default boolean hasRequests() {
		return false;
	}

	/**
	 * The number of opcodes that the session keeps for itself.
	 * @return opcodes 1 to this number are not for applications; 0 where all are
	 */
	default int reservedOpcodes() {
		return 0;
	}

	/**
	 * The warning for an operator who uses this kind.
	 * @return a sentence for the log, empty where there is nothing to warn of
	 */
	default Optional<String> warning() {
		return Optional.empty();
	}

	/**
	 * Takes charge of a connection that has just become active: adds its handlers before
	 * {@link #TAIL} and from then on tells the listener what happens. Runs on the
	 * connection's event loop. What goes wrong is fired down the pipeline as an
	 * exception, after which the connection is closed.
	 * @param channel the connection
	 * @param role which end of it this is
	 * @param context what the node gives its sessions
	 * @param listener whom to tell
	 */
	void open(Channel channel, Role role, SessionContext context, SessionListener listener);

}
