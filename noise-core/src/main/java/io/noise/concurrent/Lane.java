package io.noise.concurrent;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.concurrent.LaneHook.GivenUp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane runs tasks one at a time, in order, on threads of the node's executor: the hooks
 * of one peer, or the hooks of a node that concern no peer. It holds a thread only while
 * it has tasks. Any thread may add tasks.
 */
public final class Lane implements Executor {

	/** The call of a hook. */
	@FunctionalInterface
	public interface Hook {

		void run() throws Exception;

	}

	/** The threads of a node, as far as lanes need them. */
	public interface Threads {

		/**
		 * Runs a task off the calling thread. If the executor rejects it, it runs on a
		 * thread made for it; if no thread can be started, it runs as soon as one can.
		 * @param refused called first if the executor rejects the task
		 */
		void execute(Runnable task, Runnable refused);

		/**
		 * Runs a short action later, on an event loop if there is one.
		 * @return false if that is no longer possible
		 */
		boolean runLater(Runnable action, Duration pause);

	}

	/** Handles the failures of hooks. */
	public interface Failures {

		/**
		 * Handles the failure of a hook.
		 * @param owner the name of the lane's owner in logs
		 * @param hook the hook, an object whose {@code toString()} is its name
		 * @param event the event of the call, an object whose {@code toString()}
		 * describes it
		 * @param failure the exception
		 */
		void add(String owner, Object hook, Object event, Throwable failure);

		/**
		 * Logs the failure of a task of the library itself.
		 */
		void log(String what, Throwable failure);

	}

	/** The tasks of a lane besides those that were added to it. */
	public interface Work {

		/**
		 * Takes the next task that may run while a hook of the lane waits; null if there
		 * is none. Called by any thread, under a lock of the lane; must not call back.
		 */
		@Nullable Runnable aside();

		/**
		 * Whether anything waits for the lane. Called by any thread.
		 */
		boolean waits();

	}

	private static final Logger logger = LoggerFactory.getLogger(Lane.class);

	private static final ThreadLocal<LaneHook> current = new ThreadLocal<>();

	private final Object owner;

	private final Threads threads;

	private final Failures failures;

	private final Runnable rejected;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	/** The task that goes before all others. Used by the lane's own tasks only. */
	private @Nullable Runnable rest;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final LaneHook running = new LaneHook(this);

	/** Present from the first time that a hook lends the turn. */
	private volatile @Nullable LaneTurns turns;

	private volatile @Nullable Work work;

	private final Duration slowHookThreshold;

	/** Present from the first time that something waits. */
	private volatile @Nullable LaneWatch watch;

	/**
	 * Creates an empty lane.
	 * @param owner its owner, an object whose {@code toString()} is its name in logs
	 * @param threads the threads on which it runs
	 * @param failures handles exceptions of hooks
	 * @param rejected called if the executor rejects a task; the lane then goes on, on a
	 * thread made for it
	 * @param slowHookThreshold the time after which a hook is reported for which
	 * something waits; zero for never
	 */
	public Lane(Object owner, Threads threads, Failures failures, Runnable rejected, Duration slowHookThreshold) {
		this.slowHookThreshold = slowHookThreshold;
		this.owner = owner;
		this.threads = threads;
		this.failures = failures;
		this.rejected = rejected;
	}

	/**
	 * Whether the calling thread runs a hook, of any peer and node.
	 */
	public static boolean isHookThread() {
		return current.get() != null;
	}

	/**
	 * Notes that the hook on the calling thread closes a node. If that is the hook's own
	 * node, the hook is not interrupted, because that would interrupt the closing.
	 * @param closing the threads of the node that is closed
	 */
	public static void currentHookCloses(Threads closing) {
		LaneHook hook = current.get();
		if (hook != null && hook.lane().threads == closing) {
			hook.closesNode();
		}
	}

	/**
	 * Returns a future that completes when the hook on the calling thread returns.
	 * @return empty if no hook runs on the calling thread
	 */
	public static Optional<CompletableFuture<Void>> currentHookReturns() {
		return Optional.ofNullable(current.get()).map(LaneHook::returns);
	}

	/**
	 * Waits for something. If a hook runs on the calling thread, tasks of its lane run
	 * aside meanwhile, one at a time, and the wait returns when none of them is running.
	 */
	public static <V> V lend(Callable<V> wait) throws Exception {
		LaneHook hook = current.get();
		return (hook != null) ? hook.lane().turns().lend(wait) : wait.call();
	}

	private LaneTurns turns() {
		LaneTurns present = this.turns;
		if (present == null) {
			// Only the hook of the lane's own thread can be the first.
			present = new LaneTurns(this::takeAside,
					(task) -> this.threads.execute(() -> runAside(task), this.rejected));
			this.turns = present;
		}
		return present;
	}

	/**
	 * Sets the source of tasks that run aside, before the first hook.
	 */
	public void serve(Work work) {
		this.work = work;
	}

	private @Nullable Runnable takeAside() {
		Work present = this.work;
		return (present != null) ? present.aside() : null;
	}

	/**
	 * Notes that there is work for which the lane has no time at this moment. If a hook
	 * waits, it runs aside.
	 */
	public void workArrived() {
		watch();
		LaneTurns lent = this.turns;
		if (lent != null) {
			lent.workArrived();
		}
	}

	private void runAside(Runnable first) {
		LaneTurns lent = turns();
		LaneHook hook = new LaneHook(this);
		lent.begin(hook);
		current.set(hook);
		try {
			for (Runnable task = first; task != null; task = lent.next(hook)) {
				run(task);
			}
		}
		finally {
			current.remove();
		}
	}

	/**
	 * Whether no task runs or is queued.
	 */
	public boolean isIdle() {
		return !this.scheduled.get() && this.tasks.isEmpty();
	}

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
		if (this.scheduled.compareAndSet(false, true)) {
			this.threads.execute(this::drain, this.rejected);
		}
		else {
			watch();
		}
	}

	private void watch() {
		LaneWatch present = this.watch;
		if (present == null && !this.slowHookThreshold.isZero()) {
			present = new LaneWatch(toString(), this.threads, this.slowHookThreshold, this.running, this::waits);
			this.watch = present;
		}
		if (present != null) {
			present.begin();
		}
	}

	private boolean waits() {
		Work present = this.work;
		return !this.tasks.isEmpty() || (present != null && present.waits());
	}

	/**
	 * Runs a task at once on the calling thread, provided that no other task runs or is
	 * queued. This needs no thread of the executor, so the task must not block, nor call
	 * user code that might. It may {@link #yieldBefore yield} to threads of the executor.
	 * @return false if it was not run
	 */
	public boolean runIfIdle(Runnable task) {
		if (!this.scheduled.compareAndSet(false, true)) {
			return false;
		}
		boolean idle = this.tasks.isEmpty();
		if (idle) {
			run(task);
			if (this.rest != null) {
				this.threads.execute(this::drain, this.rejected);
				return true;
			}
		}
		this.scheduled.set(false);
		if (!this.tasks.isEmpty() && this.scheduled.compareAndSet(false, true)) {
			this.threads.execute(this::drain, this.rejected);
		}
		return idle;
	}

	/**
	 * Gives the thread back, so that other lanes can use it, and continues before all
	 * other tasks of this lane. Called at the end of a task of this lane.
	 * @param rest the rest of that task
	 */
	public void yieldBefore(Runnable rest) {
		this.rest = rest;
	}

	private void drain() {
		current.set(this.running);
		try {
			do {
				for (Runnable task = next(); task != null; task = next()) {
					run(task);
					if (this.rest != null) {
						this.threads.execute(this::drain, this.rejected);
						return;
					}
				}
				this.scheduled.set(false);
			}
			while (!this.tasks.isEmpty() && this.scheduled.compareAndSet(false, true));
		}
		finally {
			current.remove();
		}
	}

	private @Nullable Runnable next() {
		Runnable first = this.rest;
		this.rest = null;
		return (first != null) ? first : this.tasks.poll();
	}

	/** Runs a task. Later tasks run even if it fails. */
	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			this.failures.log("A task of " + this.owner + " failed", ex);
		}
	}

	/**
	 * Calls a hook, from inside a task of this lane. Its exceptions are passed on to the
	 * failure handler.
	 * @param name the hook, an object whose {@code toString()} is its name
	 * @param event the event, an object whose {@code toString()} describes it for logs
	 * @param hook the call
	 * @return false if it failed
	 */
	public boolean call(Object name, Object event, Hook hook) {
		try {
			guard(name, hook);
			return true;
		}
		catch (Throwable ex) {
			failed(name, event, ex);
			return false;
		}
	}

	/**
	 * Handles a failure of a hook that has returned. Called by any thread.
	 * @param name as for {@link #call}
	 * @param event as for {@link #call}
	 */
	public void failed(Object name, Object event, Throwable failure) {
		this.failures.add(toString(), name, event, failure);
	}

	/**
	 * Runs code that may block so that it can be interrupted, from inside a task of this
	 * lane.
	 * @param name the name of the code, like that of a hook
	 * @param hook the code
	 */
	public void guard(Object name, Hook hook) throws Exception {
		LaneHook here = (this.turns != null) ? hookOfThisThread() : this.running;
		here.enter(name);
		try {
			hook.run();
		}
		finally {
			here.leave();
			awaitAsides(here);
		}
	}

	private LaneHook hookOfThisThread() {
		LaneHook here = current.get();
		return (here != null && here.lane() == this) ? here : this.running;
	}

	private void awaitAsides(LaneHook here) {
		LaneTurns lent = this.turns;
		if (lent != null && here == this.running) {
			lent.awaitAsides();
		}
	}

	/**
	 * Whether callers no longer wait for this lane.
	 */
	public boolean isGivenUp() {
		return this.running.isGivenUp();
	}

	/**
	 * Returns the hook that runs at this moment, an object whose {@code toString()} is
	 * its name; null if none runs.
	 */
	public @Nullable Object runningHook() {
		return this.running.name();
	}

	/**
	 * Limits the time for which a caller waits for this lane. If the future is not
	 * completed in time, the running hook is interrupted and named in the log, and the
	 * future is completed all the same; at once if the running hook waits for the end of
	 * the process.
	 */
	public void giveUpAfter(Duration patience, CompletableFuture<Void> waiting) {
		if (waiting.isDone()) {
			return;
		}
		if (this.running.neverReturns() || !this.threads.runLater(() -> giveUp(patience, waiting), patience)) {
			waiting.complete(null);
		}
	}

	private void giveUp(Duration patience, CompletableFuture<Void> waiting) {
		if (waiting.isDone()) {
			return;
		}
		logGivenUp(this.running.giveUp(), patience);
		LaneTurns lent = this.turns;
		if (lent != null) {
			lent.giveUp().forEach((hook) -> logGivenUp(hook, patience));
		}
		waiting.complete(null);
	}

	private void logGivenUp(GivenUp hook, Duration patience) {
		Object name = hook.name();
		if (name == null) {
			logger.warn("Hooks of {} still wait for a thread of the executor after {}", this.owner, patience);
		}
		else {
			logger.warn("Hook {} of {} still ran after {} of waiting, and {}", HookName.of(name), this.owner, patience,
					hook.spared() ? "continues, because it closes the node" : "was interrupted");
		}
	}

	@Override
	public String toString() {
		return this.owner.toString();
	}

}
