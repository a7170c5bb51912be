package io.noise.engine;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.noise.NodeObserver;
import io.noise.Registration;
import io.noise.concurrent.Lane;

/**
 * The hooks of one kind, in the order of their registration.
 *
 * @param <C> the callback
 */
final class HookList<C> {

	/** Calls a callback of this kind. */
	@FunctionalInterface
	interface Call<C> {

		void on(C callback) throws Exception;

	}

	private final NodeObserver.Hook kind;

	private final HookTimes times;

	private final CopyOnWriteArrayList<Entry<C>> entries = new CopyOnWriteArrayList<>();

	/**
	 * Creates a list without hooks.
	 * @param kind the kind of hooks
	 * @param times calls them
	 */
	HookList(NodeObserver.Hook kind, HookTimes times) {
		this.kind = kind;
		this.times = times;
	}

	Registration add(C callback) {
		Entry<C> entry = new Entry<>(Objects.requireNonNull(callback, "callback: null (expected: a hook)"), this);
		this.entries.add(entry);
		return entry;
	}

	boolean isEmpty() {
		return this.entries.isEmpty();
	}

	/**
	 * Runs all hooks. From inside a task of the lane.
	 */
	void run(Lane lane, Call<C> call) {
		for (Entry<C> entry : this.entries) {
			if (!entry.closed) {
				this.times.call(this.kind, lane, entry.callback, () -> call.on(entry.callback));
			}
		}
	}

	/**
	 * Runs each hook and removes it, so that it runs once, however often this is called.
	 * From inside a task of the lane.
	 */
	void runOnce(Lane lane, Call<C> call) {
		for (Entry<C> entry : this.entries) {
			if (this.entries.remove(entry)) {
				this.times.call(this.kind, lane, entry.callback, () -> call.on(entry.callback));
			}
		}
	}

	private static final class Entry<C> implements Registration {

		private final C callback;

		private final HookList<C> list;

		private volatile boolean closed;

		Entry(C callback, HookList<C> list) {
			this.callback = callback;
			this.list = list;
		}

		@Override
		public void close() {
			this.closed = true;
			this.list.entries.remove(this);
		}

	}

}
