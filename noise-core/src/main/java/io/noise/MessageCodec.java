package io.noise;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * How messages of one type are written and read. Used by several threads at once; may run
 * on an event loop, so it must not block. A message is read when somebody takes it, and
 * once more when it comes where interceptors read footers.
 *
 * @param <T> the message
 */
public interface MessageCodec<T> {

	/**
	 * Writes a message.
	 * @param message the message
	 * @param out where to; the opcode stands before it already
	 */
	void encode(T message, PayloadWriter out);

	/**
	 * Reads a message. What is left behind it is ignored. An exception disconnects the
	 * peer.
	 * @param in the payload, valid during this call only
	 * @return the message
	 */
	T decode(PayloadReader in);

}
