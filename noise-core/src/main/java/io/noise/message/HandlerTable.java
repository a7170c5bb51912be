package io.noise.message;

import java.util.Arrays;
import java.util.Objects;

import io.noise.Dispatch;
import io.noise.MessageHandler;
import io.noise.Registration;

/**
 * The message handlers of a node or of one peer by opcode, in the order of their
 * registration. Safe for use by any thread.
 */
public final class HandlerTable {

	private static final Entry[] NONE = new Entry[0];

	private static final Entry[][] EMPTY = new Entry[0][];

	/**
	 * The entries by opcode, as far as needed; no array ever changes, but is replaced.
	 * Read several times per message, which an array makes twice as fast as a map.
	 */
	private volatile Entry[][] byOpcode = EMPTY;

	private final Object lock = new Object();

	/** Whether a handler was ever added that may run on an event loop. */
	private volatile boolean direct;

	public Registration add(int opcode, Dispatch dispatch, MessageHandler<?> handler) {
		Entry added = new Entry(opcode, Objects.requireNonNull(dispatch, "dispatch: null") == Dispatch.DIRECT,
				Objects.requireNonNull(handler, "handler: null"));
		if (added.direct) {
			this.direct = true;
		}
		synchronized (this.lock) {
			Entry[] present = of(opcode);
			Entry[] all = Arrays.copyOf(present, present.length + 1);
			all[present.length] = added;
			replace(opcode, all);
		}
		return added;
	}

	private void remove(Entry removed) {
		synchronized (this.lock) {
			Entry[] present = of(removed.opcode);
			replace(removed.opcode, Arrays.stream(present).filter((entry) -> entry != removed).toArray(Entry[]::new));
		}
	}

	private void replace(int opcode, Entry[] entries) {
		Entry[][] present = this.byOpcode;
		Entry[][] next = Arrays.copyOf(present, Math.max(present.length, opcode + 1));
		Arrays.fill(next, present.length, next.length, NONE);
		next[opcode] = entries;
		this.byOpcode = next;
	}

	/**
	 * Returns the handlers of a type at this moment.
	 * @return a shared array, which must not change
	 */
	public Entry[] of(int opcode) {
		Entry[][] all = this.byOpcode;
		return (opcode < all.length) ? all[opcode] : NONE;
	}

	public boolean handles(int opcode) {
		return of(opcode).length > 0;
	}

	/**
	 * Whether any handler may run on an event loop.
	 */
	public boolean hasDirect() {
		return this.direct;
	}

	/** A registered handler. */
	public final class Entry implements Registration {

		private final int opcode;

		private final MessageHandler<Object> handler;

		private final boolean direct;

		private volatile boolean closed;

		@SuppressWarnings("unchecked")
		private Entry(int opcode, boolean direct, MessageHandler<?> handler) {
			this.opcode = opcode;
			this.direct = direct;
			// The registry gives each opcode messages of the one type it was registered
			// for.
			this.handler = (MessageHandler<Object>) handler;
		}

		public MessageHandler<Object> handler() {
			return this.handler;
		}

		/**
		 * Whether it may run on an event loop, and so must not block.
		 */
		public boolean isDirect() {
			return this.direct;
		}

		public boolean isClosed() {
			return this.closed;
		}

		@Override
		public void close() {
			this.closed = true;
			remove(this);
		}

	}

}
