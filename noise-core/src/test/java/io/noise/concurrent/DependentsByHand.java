package io.noise.concurrent;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The threads of a node, driven by a test: no task runs before the test runs it.
 */
public final class DependentsByHand implements Dependents.Threads {

	/** The tasks of the executor. */
	final Queue<Runnable> tasks = new ArrayDeque<>();

	/** The tasks that run later. */
	final Queue<Runnable> timers = new ArrayDeque<>();

	/** The tasks of threads made for them. */
	final Queue<Runnable> made = new ArrayDeque<>();

	public final Dependents dependents = new Dependents(this);

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	@Override
	public void makeThread(Runnable task) {
		this.made.add(task);
	}

	@Override
	public boolean later(Runnable task, long nanos) {
		this.timers.add(task);
		return true;
	}

	/** Runs all waiting tasks, and the tasks that they add. */
	static void run(Queue<Runnable> waiting) {
		for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
			task.run();
		}
	}

}
