package io.noise;

/**
 * A handler for messages of one type. The messages of one peer are handled one at a time,
 * in the order of their arrival. A handler may block, which delays its own peer only.
 * <p>
 * Logs show the {@code toString()} of a handler as its name.
 *
 * @param <T> the message
 */
@FunctionalInterface
public interface MessageHandler<T> {

	/**
	 * Handles a message.
	 * @param peer the peer that sent it
	 * @param message the message
	 * @throws Exception any failure, which is logged and counted; the peer stays
	 * connected
	 */
	void handle(Peer peer, T message) throws Exception;

}
