package io.noise.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a pool. A task that has begun runs to its end before any other; which of
 * those that threads have taken goes first, the seed decides.
 */
final class SimulatedPool extends AbstractExecutorService implements Simulation.Source {

	private final Simulation simulation;

	private final int maxThreads;

	private final List<Runnable> tasks = new ArrayList<>();

	private boolean shutDown;

	/** The time until which all threads are busy. */
	private long busyUntilNanos;

	SimulatedPool(Simulation simulation, int maxThreads) {
		this.simulation = simulation;
		this.maxThreads = maxThreads;
		simulation.add(this);
	}

	@Override
	public void execute(Runnable task) {
		if (this.shutDown) {
			throw new RejectedExecutionException("pool: shut down");
		}
		if (!this.simulation.fault().losesTask()) {
			this.tasks.add(task);
		}
	}

	/** Keeps all threads busy for a time. */
	void block(long nanos) {
		this.busyUntilNanos = this.simulation.nanoTime() + nanos;
	}

	@Override
	public boolean isReady() {
		return nextNanos() <= this.simulation.nanoTime();
	}

	@Override
	public long nextNanos() {
		return this.tasks.isEmpty() ? Long.MAX_VALUE : this.busyUntilNanos;
	}

	@Override
	public void runOne() {
		int begun = Math.min(this.tasks.size(), this.maxThreads);
		this.tasks.remove((begun == 1) ? 0 : this.simulation.random().nextInt(begun)).run();
	}

	@Override
	public boolean isOver() {
		return this.shutDown && this.tasks.isEmpty();
	}

	@Override
	public void shutdown() {
		this.shutDown = true;
	}

	@Override
	public List<Runnable> shutdownNow() {
		this.shutDown = true;
		List<Runnable> never = List.copyOf(this.tasks);
		this.tasks.clear();
		return never;
	}

	@Override
	public boolean isShutdown() {
		return this.shutDown;
	}

	@Override
	public boolean isTerminated() {
		return isOver();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return isOver();
	}

}
