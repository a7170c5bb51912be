package io.noise;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * Encodes and decodes messages of one type. Several threads use it at once, and it may
 * run on an event loop, so it must not block. A message is decoded when a handler or
 * receive call takes it. If interceptors read footers, it is also decoded once when it
 * arrives.
 *
 * @param <T> the message
 */
public interface MessageCodec<T> {

	/**
	 * Writes a message.
	 * @param message the message
	 * @param out the frame so far, with the opcode, to append to
	 */
	void encode(T message, PayloadWriter out);

	/**
	 * Reads a message. Bytes that it leaves unread are ignored. An exception disconnects
	 * the peer.
	 * @param in the payload, valid during this call only
	 * @return the message, not null
	 */
	T decode(PayloadReader in);

}
