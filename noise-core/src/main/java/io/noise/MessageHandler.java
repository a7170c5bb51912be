package io.noise;

/**
 * Called with each message of a type. It runs in its peer's lane, one message after the
 * other in the order in which they came, and may block: it holds up its own peer only.
 * <p>
 * Logs name a handler by its {@code toString()}.
 *
 * @param <T> the message
 */
@FunctionalInterface
public interface MessageHandler<T> {

	/**
	 * A message has come.
	 * @param peer who sent it
	 * @param message the message
	 * @throws Exception to have it logged and counted; the peer stays
	 */
	void handle(Peer peer, T message) throws Exception;

}
