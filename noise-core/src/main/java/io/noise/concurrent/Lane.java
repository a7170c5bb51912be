package io.noise.concurrent;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the hooks of one peer, or those of a node that concern no peer, run: one after
 * the other, in the order they were handed in, on threads of the node's executor. A lane
 * holds a thread only while it has something to run.
 */
public final class Lane implements Executor {

	/** The work of one hook. */
	@FunctionalInterface
	public interface Hook {

		void run() throws Exception;

	}

	/** The threads of a node, as a lane needs them. */
	public interface Threads {

		/**
		 * Runs a task off the calling thread. Where the executor rejects it, on a thread
		 * made for it; where there is no thread, as soon as there is.
		 * @param refused called first if the executor rejects the task
		 */
		void execute(Runnable task, Runnable refused);

		/**
		 * Runs a short action later, on an event loop where there is one.
		 * @return false if nothing is left that could
		 */
		boolean runLater(Runnable action, Duration pause);

	}

	/** Told of hooks that failed. */
	public interface Failures {

		/**
		 * A hook has thrown something.
		 * @param owner the lane's owner, as logs call it
		 * @param hook the hook: an object whose {@code toString()} is its name
		 * @param event what it was told of: an object whose {@code toString()} says so
		 * @param failure what it threw
		 */
		void add(String owner, Object hook, Object event, Throwable failure);

		/**
		 * A task of the library's own has thrown something.
		 */
		void log(String what, Throwable failure);

	}

	private static final Logger logger = LoggerFactory.getLogger(Lane.class);

	private static final ThreadLocal<Lane> current = new ThreadLocal<>();

	private final String owner;

	private final Threads threads;

	private final Failures failures;

	private final Runnable rejected;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	/** What goes before all tasks. The lane's alone. */
	private @Nullable Runnable rest;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final ReentrantLock running = new ReentrantLock();

	private @Nullable Thread runningThread;

	private @Nullable Object runningHook;

	/** Present where somebody waits for the hook that runs. */
	private @Nullable CompletableFuture<Void> returned;

	/** Whether the hook that runs closes the node, and so is not interrupted for that. */
	private boolean closesNode;

	/** Nobody waits for the hooks any more: they still run, but may not block. */
	private volatile boolean givenUp;

	/**
	 * Makes an empty lane.
	 * @param owner whose it is, for logs
	 * @param threads where it runs
	 * @param failures told of what hooks throw
	 * @param rejected called when the executor takes no more work; the lane then goes on,
	 * on a thread of its own
	 */
	public Lane(String owner, Threads threads, Failures failures, Runnable rejected) {
		this.owner = owner;
		this.threads = threads;
		this.failures = failures;
		this.rejected = rejected;
	}

	/**
	 * Whether the calling thread is running a hook, of whichever peer and node.
	 */
	public static boolean isHookThread() {
		return current.get() != null;
	}

	/**
	 * The hook that runs on the calling thread closes a node. If it is its own, it is not
	 * interrupted, for the closing would be.
	 * @param closing the threads of that node
	 */
	public static void currentHookCloses(Threads closing) {
		Lane lane = current.get();
		if (lane != null && lane.threads == closing) {
			lane.running.lock();
			try {
				lane.closesNode = true;
			}
			finally {
				lane.running.unlock();
			}
		}
	}

	/**
	 * When the hook returns that runs on the calling thread.
	 * @return completed then; empty if none runs there
	 */
	public static Optional<CompletableFuture<Void>> currentHookReturns() {
		Lane lane = current.get();
		return (lane != null) ? Optional.of(lane.hookReturns()) : Optional.empty();
	}

	private CompletableFuture<Void> hookReturns() {
		this.running.lock();
		try {
			CompletableFuture<Void> there = this.returned;
			if (there == null) {
				there = new CompletableFuture<>();
				this.returned = there;
			}
			return there;
		}
		finally {
			this.running.unlock();
		}
	}

	/**
	 * Whether nothing runs or waits here.
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
	}

	/**
	 * Runs a task that calls nobody's code and does not block, on the calling thread and
	 * at once, if nothing else runs or waits here: it needs no thread of the executor.
	 * @return false if it was not run
	 */
	public boolean runIfIdle(Runnable task) {
		if (!this.scheduled.compareAndSet(false, true)) {
			return false;
		}
		boolean idle = this.tasks.isEmpty();
		if (idle) {
			run(task);
		}
		this.scheduled.set(false);
		if (!this.tasks.isEmpty() && this.scheduled.compareAndSet(false, true)) {
			this.threads.execute(this::drain, this.rejected);
		}
		return idle;
	}

	/**
	 * Lets others have the thread, and goes on before everything else when it is this
	 * lane's turn again. Called from inside a task of this lane, at its end.
	 * @param rest what is left of that task
	 */
	public void yieldBefore(Runnable rest) {
		this.rest = rest;
	}

	private void drain() {
		current.set(this);
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

	/** Whatever happens, the tasks behind this one run. */
	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			this.failures.log("A task of " + this.owner + " failed", ex);
		}
	}

	/**
	 * Runs one hook, from inside a task of this lane. What it throws is counted and
	 * logged.
	 * @param name the hook's name: an object whose {@code toString()} is it
	 * @param event what the hook is told of, for the log; its {@code toString()} says so
	 * @param hook the hook
	 */
	public void call(Object name, Object event, Hook hook) {
		try {
			guard(name, hook);
		}
		catch (Throwable ex) {
			this.failures.add(this.owner, name, event, ex);
		}
	}

	/**
	 * Runs what may block, from inside a task of this lane, so that it can be
	 * interrupted.
	 * @param name its name, as of a hook
	 * @param hook what to run
	 */
	public void guard(Object name, Hook hook) throws Exception {
		enter(name);
		try {
			hook.run();
		}
		finally {
			leave();
		}
	}

	/**
	 * Whether nobody waits for this lane any more.
	 */
	public boolean isGivenUp() {
		return this.givenUp;
	}

	/**
	 * The name of the hook that runs at this moment; null if none does.
	 */
	public @Nullable Object runningHook() {
		this.running.lock();
		try {
			return this.runningHook;
		}
		finally {
			this.running.unlock();
		}
	}

	private void enter(Object name) {
		this.running.lock();
		try {
			this.runningThread = Thread.currentThread();
			this.runningHook = name;
			if (this.givenUp) {
				Thread.currentThread().interrupt();
			}
		}
		finally {
			this.running.unlock();
		}
	}

	private void leave() {
		CompletableFuture<Void> awaited;
		this.running.lock();
		try {
			this.runningThread = null;
			this.runningHook = null;
			this.closesNode = false;
			awaited = this.returned;
			this.returned = null;
			// An interrupt was meant for the hook that just ended, not for the next one.
			Thread.interrupted();
		}
		finally {
			this.running.unlock();
		}
		if (awaited != null) {
			awaited.complete(null);
		}
	}

	/**
	 * Bounds the wait for this lane: if the future is not completed in time, the hook
	 * that runs is interrupted and named in the log, and the future is completed all the
	 * same; at once where the hook that runs waits for the process to end.
	 */
	public void giveUpAfter(Duration patience, CompletableFuture<Void> waiting) {
		if (waiting.isDone()) {
			return;
		}
		if (neverComesBack() || !this.threads.runLater(() -> giveUp(patience, waiting), patience)) {
			waiting.complete(null);
		}
	}

	private boolean neverComesBack() {
		Thread thread;
		this.running.lock();
		try {
			thread = this.runningThread;
		}
		finally {
			this.running.unlock();
		}
		return thread != null && JvmExit.isAwaitedBy(thread);
	}

	private void giveUp(Duration patience, CompletableFuture<Void> waiting) {
		if (waiting.isDone()) {
			return;
		}
		interrupt(patience);
		waiting.complete(null);
	}

	private void interrupt(Duration patience) {
		Object running;
		boolean spared;
		this.running.lock();
		try {
			this.givenUp = true;
			running = this.runningHook;
			spared = this.closesNode;
			if (this.runningThread != null && !spared && !JvmExit.isAwaitedBy(this.runningThread)) {
				this.runningThread.interrupt();
			}
		}
		finally {
			this.running.unlock();
		}
		if (running == null) {
			logger.warn("Hooks of {} still wait for a thread of the executor after {}", this.owner, patience);
		}
		else {
			logger.warn("Hook {} of {} still ran after {} of waiting, and {}", HookName.of(running), this.owner,
					patience, spared ? "goes on, for it closes the node" : "was interrupted");
		}
	}

	@Override
	public String toString() {
		return this.owner;
	}

}
