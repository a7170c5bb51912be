package io.noise.session.channel;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.Channel;
import io.noise.session.channel.SessionException.Fault;

/**
 * The context that a node gives the sessions of its connections.
 *
 * @param limits what it allows
 * @param handshakes runs the computations of handshakes, a bounded number at a time; a
 * task that it has no room for is rejected
 */
public record SessionContext(SessionLimits limits, Executor handshakes) {

	/**
	 * Computes for a handshake, off the event loop.
	 * @param channel whose handshake it is; nothing is computed for one that has gone
	 * @param work what to compute
	 * @param <T> what comes of it
	 * @return completed by the thread that computes; fails with what the work threw, or a
	 * {@link SessionException} where there is no room for it or the channel has gone
	 */
	public <T> CompletableFuture<T> compute(Channel channel, Callable<T> work) {
		CompletableFuture<T> result = new CompletableFuture<>();
		try {
			this.handshakes.execute(() -> {
				try {
					if (!channel.isActive()) {
						throw new SessionException(Fault.CUT, "handshake: the other side has gone");
					}
					result.complete(work.call());
				}
				catch (Throwable ex) {
					result.completeExceptionally(ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			result.completeExceptionally(
					new SessionException(Fault.LIMIT, "handshakes: too many at a time (expected: later, fewer)", ex));
		}
		return result;
	}

}
