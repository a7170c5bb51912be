package io.noise.spring.hook;

import io.noise.Peer;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter of a message method gets.
 */
@FunctionalInterface
interface MessageArgument {

	MessageArgument NODE = (peer, message) -> peer.node();

	MessageArgument PEER = (peer, message) -> peer;

	MessageArgument MESSAGE = (peer, message) -> message;

	/**
	 * The argument for one call.
	 */
	@Nullable Object of(Peer peer, Object message);

}
