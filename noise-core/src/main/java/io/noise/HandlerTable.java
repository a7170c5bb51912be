package io.noise;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The message handlers of a node or of one peer, by opcode, in the order of their
 * registration.
 */
final class HandlerTable {

	private final Map<Integer, CopyOnWriteArrayList<Entry>> byOpcode = new ConcurrentHashMap<>();

	Registration add(int opcode, MessageHandler<?> handler) {
		Entry entry = new Entry(opcode, Objects.requireNonNull(handler, "handler: null"));
		this.byOpcode.computeIfAbsent(opcode, (key) -> new CopyOnWriteArrayList<>()).add(entry);
		return entry;
	}

	boolean handles(int opcode) {
		CopyOnWriteArrayList<Entry> entries = this.byOpcode.get(opcode);
		return entries != null && !entries.isEmpty();
	}

	/**
	 * Hands a message to all handlers of its type, from inside a task of the peer's lane.
	 * @return false if there were none
	 */
	boolean handle(Lane lane, Peer peer, Received received) {
		CopyOnWriteArrayList<Entry> entries = this.byOpcode.get(received.type().opcode());
		boolean handled = false;
		if (entries == null) {
			return handled;
		}
		for (Entry entry : entries) {
			if (!entry.closed) {
				handled = true;
				lane.call(entry.handler, received, () -> entry.handler.handle(peer, received.message()));
			}
		}
		return handled;
	}

	/** One registered handler. */
	private final class Entry implements Registration {

		private final int opcode;

		private final MessageHandler<Object> handler;

		private volatile boolean closed;

		@SuppressWarnings("unchecked")
		Entry(int opcode, MessageHandler<?> handler) {
			this.opcode = opcode;
			// The registry gives each opcode messages of the one type it was registered
			// for.
			this.handler = (MessageHandler<Object>) handler;
		}

		@Override
		public void close() {
			this.closed = true;
			HandlerTable.this.byOpcode.getOrDefault(this.opcode, new CopyOnWriteArrayList<>()).remove(this);
		}

	}

}
