package io.noise;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * What a protocol puts between a peer's messages and its wire. A frame's body is made and
 * read like this:
 *
 * <pre>
 * sending     caller's thread   header encoders, footer encoders      header | opcode | payload | footer
 *             event loop        before sent, in order; written; after sent
 * receiving   event loop        before received, in REVERSE order; header decoders; opcode; where there
 *                               are footer decoders: payload, footer decoders; handed on; after received
 *             taker's thread    payload
 * </pre>
 *
 * Interceptors of one kind run in the order of their registration. They must not block;
 * encoders run on several sending threads at once. One that throws fails its message and
 * closes the peer: none is ever skipped. The arrays that they get are no other peer's and
 * nobody else's: what is done to them, now or later, changes only what this interceptor
 * returns or writes.
 */
public interface Interceptors {

	/** Changes the body of a frame. */
	@FunctionalInterface
	interface Transform {

		/**
		 * Changes a body, such as to seal or open it.
		 * @param body what the interceptor before this one made; may be changed in place
		 * @return the new body; it is copied before this is called again, so that it may
		 * be the same array each time
		 * @throws Exception to close the peer
		 */
		byte[] apply(byte[] body) throws Exception;

	}

	/** Writes a header or a footer. */
	@FunctionalInterface
	interface Encoder {

		/**
		 * Adds to the header or footer.
		 * @param message opcode and payload
		 * @param out what the encoders before this one wrote; write behind it
		 * @throws Exception to fail the message and close the peer
		 */
		void encode(byte[] message, PayloadWriter out) throws Exception;

	}

	/** Reads a header or a footer. */
	@FunctionalInterface
	interface Decoder {

		/**
		 * Reads what its encoder wrote, and no more.
		 * @param message opcode and payload; of a header, which comes before them, empty
		 * @param in stands at what is to be read
		 * @throws Exception to close the peer
		 */
		void decode(byte[] message, PayloadReader in) throws Exception;

	}

	/** Is told of a message. */
	@FunctionalInterface
	interface Listener {

		/**
		 * A message was written, or handed on.
		 * @throws Exception to close the peer
		 */
		void done() throws Exception;

	}

	/**
	 * Changes bodies just before they are written: the last thing that happens to a
	 * frame.
	 * @param transform the change
	 * @return closing it removes the interceptor
	 */
	Registration beforeSent(Transform transform);

	/**
	 * Changes bodies that have come, before anything reads them.
	 * @param transform the change
	 * @return closing it removes the interceptor
	 */
	Registration beforeReceived(Transform transform);

	/**
	 * Is told of each message that was handed to the operating system.
	 * @param listener who is told
	 * @return closing it removes the interceptor
	 */
	Registration afterSent(Listener listener);

	/**
	 * Is told of each message that was handed on.
	 * @param listener who is told
	 * @return closing it removes the interceptor
	 */
	Registration afterReceived(Listener listener);

	/**
	 * Writes to the header, which stands before the opcode.
	 * @param encoder the writer
	 * @return closing it removes the interceptor
	 */
	Registration encodeHeader(Encoder encoder);

	/**
	 * Writes to the footer, which stands behind the payload.
	 * @param encoder the writer
	 * @return closing it removes the interceptor
	 */
	Registration encodeFooter(Encoder encoder);

	/**
	 * Reads from the header.
	 * @param decoder the reader
	 * @return closing it removes the interceptor
	 */
	Registration decodeHeader(Decoder decoder);

	/**
	 * Reads from the footer.
	 * @param decoder the reader
	 * @return closing it removes the interceptor
	 */
	Registration decodeFooter(Decoder decoder);

	/**
	 * Stops reading behind the next frame of a type, which is handed on, so that
	 * interceptors can be changed at exactly that frame: nothing behind it is looked at
	 * until the lock is opened.
	 * @param type a registered type
	 * @return closing it lets reading go on
	 */
	Registration lockOnReceive(Class<?> type);

	/**
	 * Forgets the messages that have come and that nobody has taken yet: what came before
	 * an interceptor that opens messages must not be taken for what came through it.
	 */
	void dropReceived();

}
