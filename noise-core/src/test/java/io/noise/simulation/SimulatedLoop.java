package io.noise.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;

/**
 * An event loop that a simulation runs, task by task. Code is inside of it only while one
 * of its own tasks runs, although all loops have the same thread. It is its own group.
 */
final class SimulatedLoop extends AbstractScheduledEventExecutor implements EventLoop, Simulation.Source {

	private final Simulation simulation;

	/** What its thread would run: it ends with it. */
	private final Runnable thread;

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final Promise<Object> terminated = new DefaultPromise<>(ImmediateEventExecutor.INSTANCE);

	private final Ticker ticker;

	private boolean inside;

	private boolean shuttingDown;

	/**
	 * Creates a loop without tasks.
	 * @param threads makes the thread that it would have had, which learns of its end
	 */
	SimulatedLoop(Simulation simulation, ThreadFactory threads) {
		this.simulation = simulation;
		this.thread = threads.newThread(() -> {
		});
		this.ticker = new Ticker() {

			@Override
			public long initialNanoTime() {
				return 0;
			}

			@Override
			public long nanoTime() {
				return simulation.nanoTime();
			}

			@Override
			public void sleep(long delay, TimeUnit unit) {
				throw new UnsupportedOperationException("sleep: on an event loop");
			}

		};
		simulation.add(this);
	}

	@Override
	public Ticker ticker() {
		return this.ticker;
	}

	@Override
	public void execute(Runnable task) {
		if (isTerminated()) {
			throw new RejectedExecutionException("event loop terminated");
		}
		if (this.simulation.isInline() || !this.simulation.fault().losesEvent()) {
			this.tasks.add(task);
		}
		if (this.simulation.isInline() && !this.inside) {
			while (isReady()) {
				runOne();
			}
		}
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
		return super.schedule(this.simulation.fault().losesTimer() ? () -> {
		} : task, delay, unit);
	}

	@Override
	public boolean isReady() {
		return !this.tasks.isEmpty() || nextNanos() <= this.simulation.nanoTime();
	}

	@Override
	public long nextNanos() {
		if (!this.tasks.isEmpty() || (this.shuttingDown && !isTerminated())) {
			return 0;
		}
		long next = nextScheduledTaskDeadlineNanos();
		return (next < 0) ? Long.MAX_VALUE : next;
	}

	@Override
	public void runOne() {
		this.inside = true;
		try {
			Runnable due = pollScheduledTask(this.simulation.nanoTime());
			Runnable next = (due != null) ? due : this.tasks.poll();
			if (next != null) {
				next.run();
			}
			else if (this.shuttingDown && !isTerminated()) {
				cancelScheduledTasks();
				this.terminated.setSuccess(null);
				this.thread.run();
			}
		}
		finally {
			this.inside = false;
		}
	}

	@Override
	public boolean isOver() {
		return isTerminated();
	}

	@Override
	public boolean inEventLoop(Thread thread) {
		return this.inside;
	}

	@Override
	public EventLoop next() {
		return this;
	}

	@Override
	public EventLoopGroup parent() {
		return this;
	}

	@Override
	public ChannelFuture register(Channel channel) {
		return register(new DefaultChannelPromise(channel, this));
	}

	@Override
	public ChannelFuture register(ChannelPromise promise) {
		promise.channel().unsafe().register(this, promise);
		return promise;
	}

	@Override
	@Deprecated
	public ChannelFuture register(Channel channel, ChannelPromise promise) {
		channel.unsafe().register(this, promise);
		return promise;
	}

	@Override
	public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
		this.shuttingDown = true;
		return this.terminated;
	}

	@Override
	@Deprecated
	public void shutdown() {
		this.shuttingDown = true;
	}

	@Override
	public Future<?> terminationFuture() {
		return this.terminated;
	}

	@Override
	public boolean isShuttingDown() {
		return this.shuttingDown;
	}

	@Override
	public boolean isShutdown() {
		return isTerminated();
	}

	@Override
	public boolean isTerminated() {
		return this.terminated.isDone();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return isTerminated();
	}

}
