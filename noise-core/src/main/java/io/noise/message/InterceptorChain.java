package io.noise.message;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.noise.Interceptors;
import io.noise.Registration;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * The interceptors of one peer. Calls encoders on the sending threads and all others on
 * the event loop.
 */
public final class InterceptorChain implements Interceptors {

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

	public InterceptorChain(Function<Class<?>, Registration> locks, Runnable drop) {
		this.locks = locks;
		this.drop = drop;
	}

	@Override
	public Registration beforeSent(Transform transform) {
		return add(this.beforeSent, transform);
	}

	@Override
	public Registration beforeReceived(Transform transform) {
		return add(this.beforeReceived, transform);
	}

	@Override
	public Registration afterSent(Listener listener) {
		return add(this.afterSent, listener);
	}

	@Override
	public Registration afterReceived(Listener listener) {
		return add(this.afterReceived, listener);
	}

	@Override
	public Registration encodeHeader(Encoder encoder) {
		return add(this.headerEncoders, encoder);
	}

	@Override
	public Registration encodeFooter(Encoder encoder) {
		return add(this.footerEncoders, encoder);
	}

	@Override
	public Registration decodeHeader(Decoder decoder) {
		return add(this.headerDecoders, decoder);
	}

	@Override
	public Registration decodeFooter(Decoder decoder) {
		return add(this.footerDecoders, decoder);
	}

	@Override
	public Registration lockOnReceive(Class<?> type) {
		return this.locks.apply(type);
	}

	@Override
	public void dropReceived() {
		this.drop.run();
	}

	private static <T> Registration add(CopyOnWriteArrayList<T> list, T interceptor) {
		list.add(Objects.requireNonNull(interceptor, "interceptor: null"));
		return () -> list.remove(interceptor);
	}

	/**
	 * Adds header and footer to a message. The array is left as it is, because other
	 * peers may get it too.
	 * @return the message itself if there is nothing to add
	 */
	public byte[] encode(byte[] message) throws Exception {
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
	 * Transforms a body before it is sent. The array is left as it is, because other
	 * peers may get it too.
	 * @return the body itself if there is no transform
	 */
	public byte[] beforeSent(byte[] body) throws Exception {
		if (this.beforeSent.isEmpty()) {
			return body;
		}
		byte[] changed = body.clone();
		for (Transform transform : this.beforeSent) {
			changed = transform.apply(changed);
		}
		return changed;
	}

	public boolean changesReceived() {
		return !this.beforeReceived.isEmpty();
	}

	public byte[] beforeReceived(byte[] body) throws Exception {
		byte[] changed = body;
		Transform[] all = this.beforeReceived.toArray(Transform[]::new);
		for (int i = all.length - 1; i >= 0; i--) {
			changed = all[i].apply(changed);
		}
		return changed;
	}

	public void decodeHeader(PayloadReader in) throws Exception {
		for (Decoder decoder : this.headerDecoders) {
			decoder.decode(NO_MESSAGE, in);
		}
	}

	public boolean readsFooters() {
		return !this.footerDecoders.isEmpty();
	}

	public void decodeFooter(byte[] message, PayloadReader in) throws Exception {
		for (Decoder decoder : this.footerDecoders) {
			decoder.decode(message, in);
		}
	}

	public void afterSent() throws Exception {
		for (Listener listener : this.afterSent) {
			listener.done();
		}
	}

	public void afterReceived() throws Exception {
		for (Listener listener : this.afterReceived) {
			listener.done();
		}
	}

}
