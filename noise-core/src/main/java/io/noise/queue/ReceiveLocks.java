package io.noise.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.noise.Registration;

/**
 * Frames behind which a connection stops reading, because what follows is in another
 * form: one lock each, by opcode. Locks are added by any thread.
 */
public final class ReceiveLocks {

	private final Consumer<Runnable> loop;

	private final Runnable allOpen;

	private final List<Lock> locks = new CopyOnWriteArrayList<>();

	/**
	 * No locks.
	 * @param loop runs tasks on the event loop
	 * @param allOpen told on the event loop that there is no reason to wait any more
	 */
	public ReceiveLocks(Consumer<Runnable> loop, Runnable allOpen) {
		this.loop = loop;
		this.allOpen = allOpen;
	}

	/**
	 * Stops behind the next frame with an opcode, until the lock is opened. From any
	 * thread.
	 */
	public Registration add(int opcode) {
		Lock lock = new Lock(opcode);
		this.locks.add(lock);
		return lock;
	}

	/**
	 * A frame has come. On the event loop.
	 * @return whether nothing more may come now
	 */
	public boolean stopsBehind(int opcode) {
		boolean locked = false;
		for (Lock lock : this.locks) {
			lock.fired |= lock.opcode == opcode;
			locked |= lock.fired;
		}
		return locked;
	}

	/** One who waits for a frame to stop at. */
	private final class Lock implements Registration {

		private final int opcode;

		/** Whether the frame has come. The event loop's alone. */
		private boolean fired;

		Lock(int opcode) {
			this.opcode = opcode;
		}

		@Override
		public void close() {
			ReceiveLocks.this.loop.accept(() -> {
				ReceiveLocks.this.locks.remove(this);
				if (ReceiveLocks.this.locks.stream().noneMatch((other) -> other.fired)) {
					ReceiveLocks.this.allOpen.run();
				}
			});
		}

	}

}
