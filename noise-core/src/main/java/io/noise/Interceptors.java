package io.noise;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

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
public final class Interceptors {

	/** Changes the body of a frame. */
	@FunctionalInterface
	public interface Transform {

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
	public interface Encoder {

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
	public interface Decoder {

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
	public interface Listener {

		/**
		 * A message was written, or handed on.
		 * @throws Exception to close the peer
		 */
		void done() throws Exception;

	}

	private static final byte[] NO_MESSAGE = new byte[0];

	private final Function<Class<?>, Registration> locks;

	private final Runnable drop;

	private final CopyOnWriteArrayList<Transform> beforeSent = new CopyOnWriteArrayList<>();

	private final CopyOnWriteArrayList<Transform> beforeReceived = new CopyOnWriteArrayList<>();

	private final CopyOnWriteArrayList<Listener> afterSent = new CopyOnWriteArrayList<>();

	private final CopyOnWriteArrayList<Listener> afterReceived = new CopyOnWriteArrayList<>();

	private final CopyOnWriteArrayList<Encoder> headerEncoders = new CopyOnWriteArrayList<>();

	private final CopyOnWriteArrayList<Encoder> footerEncoders = new CopyOnWriteArrayList<>();

	private final CopyOnWriteArrayList<Decoder> headerDecoders = new CopyOnWriteArrayList<>();

	private final CopyOnWriteArrayList<Decoder> footerDecoders = new CopyOnWriteArrayList<>();

	Interceptors(Function<Class<?>, Registration> locks, Runnable drop) {
		this.locks = locks;
		this.drop = drop;
	}

	/**
	 * Changes bodies just before they are written: the last thing that happens to a
	 * frame.
	 * @param transform the change
	 * @return closing it removes the interceptor
	 */
	public Registration beforeSent(Transform transform) {
		return add(this.beforeSent, transform);
	}

	/**
	 * Changes bodies that have come, before anything reads them.
	 * @param transform the change
	 * @return closing it removes the interceptor
	 */
	public Registration beforeReceived(Transform transform) {
		return add(this.beforeReceived, transform);
	}

	/**
	 * Is told of each message that was handed to the operating system.
	 * @param listener who is told
	 * @return closing it removes the interceptor
	 */
	public Registration afterSent(Listener listener) {
		return add(this.afterSent, listener);
	}

	/**
	 * Is told of each message that was handed on.
	 * @param listener who is told
	 * @return closing it removes the interceptor
	 */
	public Registration afterReceived(Listener listener) {
		return add(this.afterReceived, listener);
	}

	/**
	 * Writes to the header, which stands before the opcode.
	 * @param encoder the writer
	 * @return closing it removes the interceptor
	 */
	public Registration encodeHeader(Encoder encoder) {
		return add(this.headerEncoders, encoder);
	}

	/**
	 * Writes to the footer, which stands behind the payload.
	 * @param encoder the writer
	 * @return closing it removes the interceptor
	 */
	public Registration encodeFooter(Encoder encoder) {
		return add(this.footerEncoders, encoder);
	}

	/**
	 * Reads from the header.
	 * @param decoder the reader
	 * @return closing it removes the interceptor
	 */
	public Registration decodeHeader(Decoder decoder) {
		return add(this.headerDecoders, decoder);
	}

	/**
	 * Reads from the footer.
	 * @param decoder the reader
	 * @return closing it removes the interceptor
	 */
	public Registration decodeFooter(Decoder decoder) {
		return add(this.footerDecoders, decoder);
	}

	/**
	 * Stops reading behind the next frame of a type, which is handed on, so that
	 * interceptors can be changed at exactly that frame: nothing behind it is looked at
	 * until the lock is opened.
	 * @param type a registered type
	 * @return closing it lets reading go on
	 */
	public Registration lockOnReceive(Class<?> type) {
		return this.locks.apply(type);
	}

	/**
	 * Forgets the messages that have come and that nobody has taken yet: what came before
	 * an interceptor that opens messages must not be taken for what came through it.
	 */
	public void dropReceived() {
		this.drop.run();
	}

	private static <T> Registration add(CopyOnWriteArrayList<T> list, T interceptor) {
		list.add(Objects.requireNonNull(interceptor, "interceptor: null"));
		return () -> list.remove(interceptor);
	}

	/**
	 * Puts header and footer around a message, which may be on its way to others too.
	 * @return the message itself where there is nothing to put around it
	 */
	byte[] encode(byte[] message) throws Exception {
		if (this.headerEncoders.isEmpty() && this.footerEncoders.isEmpty()) {
			return message;
		}
		PayloadWriter footer = new PayloadWriter();
		PayloadWriter body = new PayloadWriter();
		for (Encoder encoder : this.headerEncoders) {
			encoder.encode(message.clone(), body);
		}
		for (Encoder encoder : this.footerEncoders) {
			encoder.encode(message.clone(), footer);
		}
		byte[] end = footer.toBytes();
		return body.writeRaw(message, 0, message.length).writeRaw(end, 0, end.length).toBytes();
	}

	/**
	 * Changes a body, which may be on its way to others too.
	 * @return the body itself where nothing changes it
	 */
	byte[] beforeSent(byte[] body) throws Exception {
		if (this.beforeSent.isEmpty()) {
			return body;
		}
		byte[] changed = body.clone();
		for (Transform transform : this.beforeSent) {
			changed = transform.apply(changed);
		}
		return changed;
	}

	boolean changesReceived() {
		return !this.beforeReceived.isEmpty();
	}

	byte[] beforeReceived(byte[] body) throws Exception {
		byte[] changed = body;
		Transform[] all = this.beforeReceived.toArray(Transform[]::new);
		for (int i = all.length - 1; i >= 0; i--) {
			changed = all[i].apply(changed);
		}
		return changed;
	}

	void decodeHeader(PayloadReader in) throws Exception {
		for (Decoder decoder : this.headerDecoders) {
			decoder.decode(NO_MESSAGE, in);
		}
	}

	boolean readsFooters() {
		return !this.footerDecoders.isEmpty();
	}

	void decodeFooter(byte[] message, PayloadReader in) throws Exception {
		for (Decoder decoder : this.footerDecoders) {
			decoder.decode(message, in);
		}
	}

	void afterSent() throws Exception {
		for (Listener listener : this.afterSent) {
			listener.done();
		}
	}

	void afterReceived() throws Exception {
		for (Listener listener : this.afterReceived) {
			listener.done();
		}
	}

}
