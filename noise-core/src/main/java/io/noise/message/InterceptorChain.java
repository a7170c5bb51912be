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

	/** Replaced by lists of its own with the first interceptor: most peers have none. */
	private volatile Lists lists = Lists.NONE;

	public InterceptorChain(Function<Class<?>, Registration> locks, Runnable drop) {
		this.locks = locks;
		this.drop = drop;
	}

	@Override
	public Registration beforeSent(Transform transform) {
		return add((all) -> all.beforeSent, transform);
	}

	@Override
	public Registration beforeReceived(Transform transform) {
		return add((all) -> all.beforeReceived, transform);
	}

	@Override
	public Registration afterSent(Listener listener) {
		return add((all) -> all.afterSent, listener);
	}

	@Override
	public Registration afterReceived(Listener listener) {
		return add((all) -> all.afterReceived, listener);
	}

	@Override
	public Registration encodeHeader(Encoder encoder) {
		return add((all) -> all.headerEncoders, encoder);
	}

	@Override
	public Registration encodeFooter(Encoder encoder) {
		return add((all) -> all.footerEncoders, encoder);
	}

	@Override
	public Registration decodeHeader(Decoder decoder) {
		return add((all) -> all.headerDecoders, decoder);
	}

	@Override
	public Registration decodeFooter(Decoder decoder) {
		return add((all) -> all.footerDecoders, decoder);
	}

	@Override
	public Registration lockOnReceive(Class<?> type) {
		return this.locks.apply(type);
	}

	@Override
	public void dropReceived() {
		this.drop.run();
	}

	private <T> Registration add(Function<Lists, CopyOnWriteArrayList<T>> kind, T interceptor) {
		Objects.requireNonNull(interceptor, "interceptor: null");
		CopyOnWriteArrayList<T> list = kind.apply(own());
		list.add(interceptor);
		return () -> list.remove(interceptor);
	}

	private synchronized Lists own() {
		if (this.lists == Lists.NONE) {
			this.lists = new Lists();
		}
		return this.lists;
	}

	/**
	 * Adds header and footer to a message. The array is left as it is, because other
	 * peers may get it too.
	 * @return the message itself if there is nothing to add
	 */
	public byte[] encode(byte[] message) throws Exception {
		if (this.lists.headerEncoders.isEmpty() && this.lists.footerEncoders.isEmpty()) {
			return message;
		}
		PayloadWriter footer = new PayloadWriter();
		PayloadWriter body = new PayloadWriter();
		for (Encoder encoder : this.lists.headerEncoders) {
			encoder.encode(message.clone(), body);
		}
		for (Encoder encoder : this.lists.footerEncoders) {
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
		if (this.lists.beforeSent.isEmpty()) {
			return body;
		}
		byte[] changed = body.clone();
		for (Transform transform : this.lists.beforeSent) {
			changed = transform.apply(changed);
		}
		return changed;
	}

	public boolean changesReceived() {
		return !this.lists.beforeReceived.isEmpty();
	}

	public byte[] beforeReceived(byte[] body) throws Exception {
		byte[] changed = body;
		Transform[] all = this.lists.beforeReceived.toArray(Transform[]::new);
		for (int i = all.length - 1; i >= 0; i--) {
			changed = all[i].apply(changed);
		}
		return changed;
	}

	public void decodeHeader(PayloadReader in) throws Exception {
		for (Decoder decoder : this.lists.headerDecoders) {
			decoder.decode(NO_MESSAGE, in);
		}
	}

	public boolean readsFooters() {
		return !this.lists.footerDecoders.isEmpty();
	}

	public void decodeFooter(byte[] message, PayloadReader in) throws Exception {
		for (Decoder decoder : this.lists.footerDecoders) {
			decoder.decode(message, in);
		}
	}

	public void afterSent() throws Exception {
		for (Listener listener : this.lists.afterSent) {
			listener.done();
		}
	}

	public void afterReceived() throws Exception {
		for (Listener listener : this.lists.afterReceived) {
			listener.done();
		}
	}

	/** The interceptors of each kind. */
	private static final class Lists {

		private static final Lists NONE = new Lists();

		private final CopyOnWriteArrayList<Transform> beforeSent = new CopyOnWriteArrayList<>();

		private final CopyOnWriteArrayList<Transform> beforeReceived = new CopyOnWriteArrayList<>();

		private final CopyOnWriteArrayList<Listener> afterSent = new CopyOnWriteArrayList<>();

		private final CopyOnWriteArrayList<Listener> afterReceived = new CopyOnWriteArrayList<>();

		private final CopyOnWriteArrayList<Encoder> headerEncoders = new CopyOnWriteArrayList<>();

		private final CopyOnWriteArrayList<Encoder> footerEncoders = new CopyOnWriteArrayList<>();

		private final CopyOnWriteArrayList<Decoder> headerDecoders = new CopyOnWriteArrayList<>();

		private final CopyOnWriteArrayList<Decoder> footerDecoders = new CopyOnWriteArrayList<>();

	}

}
