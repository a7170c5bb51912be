package io.noise.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.noise.Registration;

/**
 * Locks that stop reading after the next frame with an opcode, because the data that
 * follows has another form. Locks are added by any thread.
 */
public final class ReceiveLocks {

	private final Consumer<Runnable> loop;

	private final Runnable allOpen;

	/** Replaced at every change, since nearly always there are none. */
	private volatile List<Lock> locks = List.of();

	/**
	 * Creates an empty set of locks.
	 * @param loop runs tasks on the event loop
	 * @param allOpen called on the event loop when no lock stops reading any more
	 */
	public ReceiveLocks(Consumer<Runnable> loop, Runnable allOpen) {
		this.loop = loop;
		this.allOpen = allOpen;
	}

	/**
	 * Adds a lock, which stops reading after the next frame with an opcode until it is
	 * opened. Called by any thread.
	 */
	public Registration add(int opcode) {
		Lock lock = new Lock(opcode);
		change((all) -> all.add(lock));
		return lock;
	}

	private synchronized void change(Consumer<List<Lock>> change) {
		List<Lock> all = new ArrayList<>(this.locks);
		change.accept(all);
		this.locks = List.copyOf(all);
	}

	/**
	 * Handles the arrival of a frame. Called on the event loop.
	 * @return whether reading must stop
	 */
	public boolean stopsBehind(int opcode) {
		boolean locked = false;
		for (Lock lock : this.locks) {
			lock.fired |= lock.opcode == opcode;
			locked |= lock.fired;
		}
		return locked;
	}

	/** A lock that waits for its frame, or stops reading. */
	private final class Lock implements Registration {

		private final int opcode;

		/** Whether the frame has arrived. Used on the event loop only. */
		private boolean fired;

		Lock(int opcode) {
			this.opcode = opcode;
		}

		@Override
		public void close() {
			ReceiveLocks.this.loop.accept(() -> {
				ReceiveLocks.this.change((all) -> all.remove(this));
				if (ReceiveLocks.this.locks.stream().noneMatch((other) -> other.fired)) {
					ReceiveLocks.this.allOpen.run();
				}
			});
		}

	}

}
