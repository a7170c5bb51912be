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
 * Runs every task once and off the calling thread, no matter how the executor behaves. A
 * task that the executor rejects runs on a thread made for it. If no thread can be
 * started, which shows as an {@code Error}, tasks are kept and retried, oldest first,
 * until they run. Never throws because of an executor.
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
	 * Creates a runner without tasks.
	 * @param name the node, for logs
	 * @param ownThread starts a thread made for a task, or throws an {@code Error}
	 * @param timer runs an action later on any thread, without starting one; false if it
	 * cannot
	 * @param warns asked before each warning about missing threads, whether to log it
	 */
	TaskRunner(String name, Consumer<Runnable> ownThread, BiPredicate<Runnable, Duration> timer,
			BooleanSupplier warns) {
		this.name = name;
		this.ownThread = ownThread;
		this.timer = timer;
		this.warns = warns;
	}

	/**
	 * Runs a task on an executor, or elsewhere. An executor whose overflow policy runs
	 * tasks on the caller would block an event loop, or the hooks of another peer; that
	 * counts as a rejection.
	 * @param refused called first, once, if the executor rejects the task
	 */
	void execute(Executor executor, Runnable task, Runnable refused) {
		Handed handed = new Handed(executor, task, refused);
		Error none = hand(handed);
		if (none != null) {
			keep(handed, none);
		}
		else if (!this.kept.isEmpty()) {
			// The timer may have failed.
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
	 * Hands a task over to a thread or executor.
	 * @return null if it runs or will run; or else the error for lack of a thread
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
			// The task still runs.
			logger.debug("{}: the notice of a rejected task failed: {}", this.name, ex.toString());
		}
	}

	private void keep(Handed handed, Error why) {
		this.kept.addLast(handed);
		if (this.warns.getAsBoolean()) {
			logger.warn("{}: no thread for {} tasks, {}; they are kept and retried until there is one;"
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
	 * Retries the tasks that are kept, up to the first for which there is still no
	 * thread. So retries do not add up, even if executors keep tasks for which they
	 * throw.
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

	/** A task on its way to a thread. It runs once, however often it is handed over. */
	@SuppressWarnings("serial") // never serialized
	private final class Handed extends AtomicReference<@Nullable Runnable> implements Runnable {

		private final Executor executor;

		private volatile @Nullable Runnable refused;

		/**
		 * The thread that hands it over at this moment. Meaningful on that thread only.
		 */
		private @Nullable Thread caller;

		/** Set once only a thread made for it may run it. */
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
