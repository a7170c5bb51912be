package io.noise.engine;

import java.util.Optional;

import io.netty.channel.Channel;
import io.noise.DisconnectReason;
import io.noise.concurrent.Lane;
import io.noise.message.DisconnectException;

/**
 * The connection that carries a conversation, as far as its messages see it. Safe for any
 * thread, except where a method says otherwise.
 */
interface ConversationCarrier {

	ConnectionId id();

	Channel channel();

	Lane lane();

	ConnectionTraffic traffic();

	ConversationTraces traces();

	/** The name of the kind of session. */
	String sessionName();

	boolean isClosing();

	/** The reason of its end, once that has begun. */
	Optional<DisconnectReason> reason();

	/** The reason why nothing can be sent or received any more, in words. */
	String whyClosed();

	/** Begins to close it. */
	boolean close(DisconnectReason why);

	/** Closes it because of what was thrown: it cannot go on. */
	void fail(Throwable thrown);

	/** Judges a message that was taken and cannot be decoded. */
	void undecodable(DisconnectException why);

	/**
	 * Notes a frame that is no message, for which it ends when its lane has done what
	 * waits there, or after a time. On the event loop.
	 */
	void failSoon(DisconnectException why);

}
