package io.noise.concurrent;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The threads of a node as a test drives them: nothing runs before it says so.
 */
public final class DependentsByHand implements Dependents.Threads {

	/** What the executor was given. */
	final Queue<Runnable> tasks = new ArrayDeque<>();

	/** What is looked at later. */
	final Queue<Runnable> timers = new ArrayDeque<>();

	/** What runs on threads made for it. */
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

	/** Runs all that waits, and what comes of it. */
	static void run(Queue<Runnable> waiting) {
		for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
			task.run();
		}
	}

}
