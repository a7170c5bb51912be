package io.noise;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * The interceptors of a peer, with which a protocol changes the frames between messages
 * and wire. They are called in this order for the body of a frame:
 *
 * <pre>
 * sending     sender's thread     header encoders, footer encoders      header | opcode | payload | footer
 *             event loop          before sent, in order; written; after sent
 * receiving   event loop          before received, in REVERSE order; header decoders; opcode; if there are
 *                                 footer decoders: payload, footer decoders; delivered; after received
 *             receiver's thread   payload
 * </pre>
 *
 * Interceptors of one kind run in the order of their registration. They must not block;
 * encoders run on several sending threads at once. If one throws, its message fails and
 * the peer is disconnected; no interceptor is ever skipped. An array passed to an
 * interceptor is not shared with other peers or other code: changes to it, at any time,
 * affect only what this interceptor returns or writes.
 */
public interface Interceptors {

	/** Changes the body of a frame. */
	@FunctionalInterface
	interface Transform {

		/**
		 * Changes a body, for example to encrypt or decrypt it.
		 * @param body the body that the previous interceptor returned; may be changed in
		 * place
		 * @return the new body; it is copied before the next call, so it may be the same
		 * array each time
		 * @throws Exception any failure, which disconnects the peer
		 */
		byte[] apply(byte[] body) throws Exception;

	}

	/** Writes a header or a footer. */
	@FunctionalInterface
	interface Encoder {

		/**
		 * Appends to the header or footer.
		 * @param message opcode and payload
		 * @param out the header or footer with the output of the previous encoders, to
		 * append to
		 * @throws Exception any failure, which fails the message and disconnects the peer
		 */
		void encode(byte[] message, PayloadWriter out) throws Exception;

	}

	/** Reads a header or a footer. */
	@FunctionalInterface
	interface Decoder {

		/**
		 * Reads the bytes that its encoder wrote, and no more.
		 * @param message opcode and payload; empty for a header, which precedes them
		 * @param in positioned at the bytes to read
		 * @throws Exception any failure, which disconnects the peer
		 */
		void decode(byte[] message, PayloadReader in) throws Exception;

	}

	/** Listens for messages that were sent or received. */
	@FunctionalInterface
	interface Listener {

		/**
		 * Handles a message that was written, or delivered.
		 * @throws Exception any failure, which disconnects the peer
		 */
		void done() throws Exception;

	}

	/**
	 * Adds a transform of bodies just before they are written. It is the last step before
	 * the frame is sent.
	 * @param transform the transform
	 * @return closing it removes the interceptor
	 */
	Registration beforeSent(Transform transform);

	/**
	 * Adds a transform of received bodies, before anything else reads them.
	 * @param transform the transform
	 * @return closing it removes the interceptor
	 */
	Registration beforeReceived(Transform transform);

	/**
	 * Adds a listener for messages that were handed to the operating system.
	 * @param listener the listener
	 * @return closing it removes the interceptor
	 */
	Registration afterSent(Listener listener);

	/**
	 * Adds a listener for messages that were delivered to the queue of the peer.
	 * @param listener the listener
	 * @return closing it removes the interceptor
	 */
	Registration afterReceived(Listener listener);

	/**
	 * Adds an encoder of the header, which precedes the opcode.
	 * @param encoder the encoder
	 * @return closing it removes the interceptor
	 */
	Registration encodeHeader(Encoder encoder);

	/**
	 * Adds an encoder of the footer, which follows the payload.
	 * @param encoder the encoder
	 * @return closing it removes the interceptor
	 */
	Registration encodeFooter(Encoder encoder);

	/**
	 * Adds a decoder of the header.
	 * @param decoder the decoder
	 * @return closing it removes the interceptor
	 */
	Registration decodeHeader(Decoder decoder);

	/**
	 * Adds a decoder of the footer.
	 * @param decoder the decoder
	 * @return closing it removes the interceptor
	 */
	Registration decodeFooter(Decoder decoder);

	/**
	 * Stops reading after the next frame of a type. That frame is delivered; later bytes
	 * are not looked at until the lock is opened, so interceptors can be changed at
	 * exactly that frame.
	 * @param type a registered type
	 * @return closing it opens the lock, and reading continues
	 */
	Registration lockOnReceive(Class<?> type);

	/**
	 * Drops the received messages that are still queued, so that messages from before an
	 * interceptor that decrypts cannot be mistaken for messages that passed through it.
	 */
	void dropReceived();

}
