package io.noise.concurrent;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that tasks run, each once and off the calling thread, whatever an executor
 * does with them. A task that is rejected runs on a thread made for it. Where no thread
 * can be had, which an {@code Error} tells, tasks are kept and tried again, the oldest
 * first, until they run. Never throws for what an executor does.
 */
final class TaskRunner {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(TaskRunner.class);

	private final String name;

	private final Consumer<Runnable> ownThread;

	private final BiPredicate<Runnable, Duration> timer;

	private final BooleanSupplier warns;

	private final Deque<Handed> kept = new ConcurrentLinkedDeque<>();

	private final AtomicBoolean armed = new AtomicBoolean();

	private volatile Duration pause = FIRST_PAUSE;

	/**
	 * Nothing runs yet.
	 * @param name whose tasks they are, for the log
	 * @param ownThread starts a thread made for a task, or throws an {@code Error}
	 * @param timer runs an action later, on any thread, without making one; false if it
	 * cannot
	 * @param warns asked before each line of the log about missing threads
	 */
	TaskRunner(String name, Consumer<Runnable> ownThread, BiPredicate<Runnable, Duration> timer,
			BooleanSupplier warns) {
		this.name = name;
		this.ownThread = ownThread;
		this.timer = timer;
		this.warns = warns;
	}

	/**
	 * Runs a task on an executor, or elsewhere. An executor whose overflow policy is to
	 * run tasks on the caller would block an event loop, or one peer's hooks behind
	 * another's: that counts as a rejection.
	 * @param refused called first, once, if the executor rejects the task
	 */
	void execute(Executor executor, Runnable task, Runnable refused) {
		Handed handed = new Handed(executor, task, refused);
		Error none = hand(handed);
		if (none != null) {
			keep(handed, none);
		}
		else if (!this.kept.isEmpty()) {
			// No timer may have been had.
			wake();
		}
	}

	/**
	 * Runs a task on a thread made for it.
	 */
	void makeThread(Runnable task) {
		Handed handed = new Handed(Runnable::run, task, () -> {
		});
		handed.rejected = true;
		Error none = hand(handed);
		if (none != null) {
			keep(handed, none);
		}
	}

	/**
	 * Hands a task over.
	 * @return null if it runs, or is in the hands of somebody who will run it; else what
	 * was thrown for want of a thread
	 */
	private @Nullable Error hand(Handed handed) {
		if (!handed.rejected) {
			handed.caller = Thread.currentThread();
			try {
				handed.executor.execute(handed);
			}
			catch (RuntimeException ex) {
				handed.rejected = true;
			}
			catch (Error ex) {
				return ex;
			}
			finally {
				handed.caller = null;
			}
		}
		return handed.rejected ? handToOwnThread(handed) : null;
	}

	private @Nullable Error handToOwnThread(Handed handed) {
		handed.refuse();
		try {
			this.ownThread.accept(handed::perform);
			return null;
		}
		catch (Error ex) {
			return ex;
		}
	}

	private void tell(Runnable refused) {
		try {
			refused.run();
		}
		catch (RuntimeException ex) {
			// The task runs all the same.
			logger.debug("{}: a rejected task, and {}", this.name, ex.toString());
		}
	}

	private void keep(Handed handed, Error why) {
		this.kept.addLast(handed);
		if (this.warns.getAsBoolean()) {
			logger.warn("{}: no thread for {} tasks, {}; they are kept and tried again until there is one;"
					+ " logged at most once a minute", this.name, this.kept.size(), why.toString());
		}
		wake();
	}

	private void wake() {
		if (this.armed.compareAndSet(false, true) && !arm()) {
			this.armed.set(false);
		}
	}

	private boolean arm() {
		return this.timer.test(this::retry, this.pause);
	}

	/**
	 * Tries again what is kept, up to the first for which there is still no thread. So
	 * the tries do not add up, though executors may keep what they throw for.
	 */
	private void retry() {
		Handed next = this.kept.pollFirst();
		while (next != null && (next.isDone() || hand(next) == null)) {
			this.pause = FIRST_PAUSE;
			next = this.kept.pollFirst();
		}
		if (next != null) {
			this.kept.addFirst(next);
			Duration longer = this.pause.multipliedBy(2);
			this.pause = (longer.compareTo(LONGEST_PAUSE) < 0) ? longer : LONGEST_PAUSE;
		}
		this.armed.set(false);
		if (!this.kept.isEmpty()) {
			wake();
		}
	}

	/** A task on its way to a thread. However often it is handed in, it runs once. */
	@SuppressWarnings("serial") // nobody writes it anywhere
	private final class Handed extends AtomicReference<@Nullable Runnable> implements Runnable {

		private final Executor executor;

		private volatile @Nullable Runnable refused;

		/** Who hands it in at this moment. Of use only to that very thread. */
		private @Nullable Thread caller;

		/** From then on only a thread made for it will do. */
		private volatile boolean rejected;

		Handed(Executor executor, Runnable task, Runnable refused) {
			super(task);
			this.executor = executor;
			this.refused = refused;
		}

		@Override
		public void run() {
			Thread current = Thread.currentThread();
			if (!(current instanceof EventLoopThread) && !Lane.isHookThread()) {
				perform();
				return;
			}
			this.rejected = true;
			if (current != this.caller && !isDone()) {
				Error none = handToOwnThread(this);
				if (none != null) {
					keep(this, none);
				}
			}
		}

		void perform() {
			Runnable mine = getAndSet(null);
			if (mine != null) {
				this.refused = null;
				mine.run();
			}
		}

		void refuse() {
			Runnable mine = this.refused;
			this.refused = null;
			if (mine != null) {
				tell(mine);
			}
		}

		boolean isDone() {
			return get() == null;
		}

	}

}
