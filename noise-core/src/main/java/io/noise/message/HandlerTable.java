package io.noise.message;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.noise.Dispatch;
import io.noise.MessageHandler;
import io.noise.Registration;
import org.jspecify.annotations.Nullable;

/**
 * The message handlers of a node or of one peer by opcode, in the order of their
 * registration. Safe for use by any thread.
 */
public final class HandlerTable {

	private static final Entry[] NONE = new Entry[0];

	/** The entries; an array never changes, but is replaced. */
	private final Map<Integer, Entry[]> byOpcode = new ConcurrentHashMap<>();

	/** Whether a handler was ever added that may run on an event loop. */
	private volatile boolean direct;

	public Registration add(int opcode, Dispatch dispatch, MessageHandler<?> handler) {
		Entry added = new Entry(opcode, Objects.requireNonNull(dispatch, "dispatch: null") == Dispatch.DIRECT,
				Objects.requireNonNull(handler, "handler: null"));
		if (added.direct) {
			this.direct = true;
		}
		this.byOpcode.merge(opcode, new Entry[] { added }, HandlerTable::join);
		return added;
	}

	private static Entry[] join(Entry[] present, Entry[] added) {
		Entry[] all = Arrays.copyOf(present, present.length + 1);
		all[present.length] = added[0];
		return all;
	}

	private static Entry @Nullable [] without(Entry[] present, Entry removed) {
		Entry[] left = Arrays.stream(present).filter((entry) -> entry != removed).toArray(Entry[]::new);
		return (left.length > 0) ? left : null;
	}

	/**
	 * Returns the handlers of a type at this moment.
	 * @return a shared array, which must not change
	 */
	public Entry[] of(int opcode) {
		return this.byOpcode.getOrDefault(opcode, NONE);
	}

	public boolean handles(int opcode) {
		return this.byOpcode.containsKey(opcode);
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
			HandlerTable.this.byOpcode.computeIfPresent(this.opcode, (key, present) -> without(present, this));
		}

	}

}
