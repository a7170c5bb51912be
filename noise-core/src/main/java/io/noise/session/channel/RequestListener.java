package io.noise.session.channel;

import io.netty.buffer.ByteBuf;

/**
 * A listener to the requests of a connection. The session has checked their numbers:
 * those of requests grow, and nothing refers to a number that was never used. All calls
 * come on the connection's event loop.
 */
public interface RequestListener {

	/**
	 * Handles a request of the other end. It was taken from the credit of the other end,
	 * as a message is.
	 * @param number its number, chosen by the other end
	 * @param request the message; valid during the call
	 */
	void requested(long number, ByteBuf request);

	/**
	 * Handles a request that came with extensions.
	 * @param number its number, chosen by the other end
	 * @param request the message; valid during the call
	 * @param extensions what came with it; valid during the call
	 */
	default void requested(long number, ByteBuf request, ByteBuf extensions) {
		requested(number, request);
	}

	/**
	 * Handles the reply to a request of this end.
	 * @param number the number of the request
	 * @param reply the message, without bytes if it is the empty reply; valid during the
	 * call
	 * @return whether the request was open
	 */
	boolean replied(long number, ByteBuf reply);

	/**
	 * Handles the failure of a request of this end.
	 * @param number the number of the request
	 * @param failure the reason
	 * @param words the words of the other end, cut short and printable; may be empty
	 */
	void failed(long number, RequestFailure failure, String words);

	/**
	 * Notes that the other end no longer waits for a reply.
	 * @param number the number of its request
	 */
	void cancelled(long number);

}
