package io.noise.transport;

import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.Channel;
import io.netty.util.concurrent.SingleThreadEventExecutor;

/**
 * The event loop of a channel in memory, which closes the channel when it ends. Used once
 * the channel is registered.
 */
final class MemoryLoop {

	private final Channel channel;

	private final Runnable ends;

	MemoryLoop(Channel channel) {
		this.channel = channel;
		this.ends = () -> channel.unsafe().close(channel.voidPromise());
	}

	void registered() {
		if (this.channel.eventLoop() instanceof SingleThreadEventExecutor loop) {
			loop.addShutdownHook(this.ends);
		}
	}

	void deregistered() {
		if (this.channel.eventLoop() instanceof SingleThreadEventExecutor loop) {
			loop.removeShutdownHook(this.ends);
		}
	}

	/** Runs a task later. From any thread. */
	void execute(Runnable task) {
		try {
			this.channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended, and has closed the channel.
		}
	}

	/** Runs a task at once on the event loop, else later. */
	void executeNow(Runnable task) {
		if (!this.channel.isRegistered() || this.channel.eventLoop().inEventLoop()) {
			task.run();
		}
		else {
			execute(task);
		}
	}

}
