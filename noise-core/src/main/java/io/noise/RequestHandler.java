package io.noise;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A handler for requests of one type, which returns the reply. The requests and messages
 * of one peer are handled one at a time, in the order of their arrival. A handler may
 * block, which delays its own peer only. While it waits in {@link Peer#request}, other
 * requests of the same peer are handled meanwhile, one at a time, on other threads.
 * <p>
 * Logs show the {@code toString()} of a handler as its name.
 *
 * @param <Q> the request
 */
@FunctionalInterface
public interface RequestHandler<Q> {

	/**
	 * Handles a request.
	 * @param peer the peer that sent it
	 * @param request the request
	 * @return the reply, an object of a registered type; or a {@link CompletionStage} of
	 * the reply, for which the peer's next messages do not wait, and which is cancelled
	 * if the peer no longer waits for the reply. Null, also as the result of the stage,
	 * and an empty {@link java.util.Optional} are the empty reply; one with a value is
	 * its value
	 * @throws RequestRejectedException to refuse the request with words for the other
	 * side; a stage may fail with it as well
	 * @throws Exception any other failure, which is logged and counted. The other side
	 * learns that the request failed, and nothing of the exception
	 */
	@Nullable Object handle(Peer peer, Q request) throws Exception;

}
