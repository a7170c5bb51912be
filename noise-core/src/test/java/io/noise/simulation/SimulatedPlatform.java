package io.noise.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.noise.concurrent.Platform;

/**
 * The platform of one node in a simulation.
 */
class SimulatedPlatform implements Platform {

	private static final int PROCESSORS = 2;

	private final Simulation simulation;

	/** The threads that are made for one task each. */
	private final SimulatedPool single;

	private final List<SimulatedPool> pools = new ArrayList<>();

	SimulatedPlatform(Simulation simulation) {
		this.simulation = simulation;
		this.single = new SimulatedPool(simulation, Integer.MAX_VALUE);
	}

	/** Keeps the threads of all pools busy for a time. */
	void block(Duration time) {
		this.pools.forEach((pool) -> pool.block(time.toNanos()));
	}

	/** Lets its last threads end. */
	void end() {
		this.single.shutdown();
	}

	@Override
	public long nanoTime() {
		return this.simulation.nanoTime();
	}

	@Override
	public Instant now() {
		return this.simulation.now();
	}

	@Override
	public double random() {
		return this.simulation.random().nextDouble();
	}

	@Override
	public long random(long origin, long bound) {
		return origin + (long) (random() * (bound - origin));
	}

	/** The same on every machine, since it decides what happens. */
	@Override
	public int processors() {
		return PROCESSORS;
	}

	@Override
	public Thread thread(String name, boolean daemon, Runnable task) {
		return new Thread(task, name) {

			@Override
			public synchronized void start() {
				SimulatedPlatform.this.single.execute(task);
			}

		};
	}

	@Override
	public Thread eventLoopThread(String name, boolean daemon, Runnable task) {
		return new Thread(task, name);
	}

	@Override
	public ExecutorService pool(int maxThreads, Duration idle, ThreadFactory threads) {
		SimulatedPool pool = new SimulatedPool(this.simulation, maxThreads);
		this.pools.add(pool);
		return pool;
	}

	@Override
	public EventLoopGroup eventLoops(int count, ThreadFactory threads, IoHandlerFactory ioHandlers) {
		return new SimulatedLoop(this.simulation, threads);
	}

	@Override
	public Future<?> schedule(Runnable action, long nanos) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.simulation.later(Duration.ofNanos(nanos), () -> {
			if (!done.isCancelled()) {
				action.run();
			}
		});
		return done;
	}

}
