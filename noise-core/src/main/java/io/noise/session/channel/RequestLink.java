package io.noise.session.channel;

import io.netty.buffer.ByteBuf;

/**
 * The requests of an established session, of both ends. Used on the event loop of its
 * connection, except where a method says otherwise. Replies, failures and cancellations
 * take no credit.
 */
public interface RequestLink {

	/** The maximum length of the words of a failure, in characters. */
	int MAX_WORDS = 256;

	/**
	 * Whether the other end answers requests. Safe for any thread.
	 */
	boolean answersRequests();

	/**
	 * Sets the listener, before the first request.
	 */
	void listen(RequestListener listener);

	/**
	 * Writes a request, and takes its cost from the credit.
	 * @param request the message
	 * @param extensions at most 1,024 bytes, which the other end may skip; none if empty
	 * @param out the buffer to write to, after other frames of the same write
	 * @return the number of the request
	 */
	long encodeRequest(byte[] request, byte[] extensions, ByteBuf out);

	/**
	 * Writes the reply to a request.
	 * @param number the number of the request
	 * @param reply the message, without bytes for the empty reply
	 * @param out as for {@link #encodeRequest}
	 */
	void encodeReply(long number, byte[] reply, ByteBuf out);

	/**
	 * Writes the failure of a request.
	 * @param number the number of the request
	 * @param failure the reason
	 * @param words at most {@link #MAX_WORDS} characters for the other end
	 * @param out as for {@link #encodeRequest}
	 */
	void encodeFailure(long number, RequestFailure failure, String words, ByteBuf out);

	/**
	 * Writes that this end no longer waits for a reply.
	 * @param number the number of the request
	 * @param out as for {@link #encodeRequest}
	 */
	void encodeCancel(long number, ByteBuf out);

}
