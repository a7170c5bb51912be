package io.noise.transport;

import java.net.ConnectException;
import java.net.SocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a channel to connect. It ends once: it succeeds, fails, is out of time,
 * or its channel is closed. On the event loop of the channel.
 */
final class MemoryDial {

	private final MemoryChannel channel;

	private final SocketAddress to;

	private final ChannelPromise promise;

	private @Nullable Future<?> timeout;

	private boolean over;

	/**
	 * Creates an attempt.
	 * @param promise told of its end; closes the channel where the user cancels it
	 */
	MemoryDial(MemoryChannel channel, SocketAddress to, ChannelPromise promise) {
		this.channel = channel;
		this.to = to;
		this.promise = promise;
		promise.addListener((done) -> {
			if (done.isCancelled()) {
				channel.close();
			}
		});
	}

	/**
	 * Bounds the attempt.
	 * @param millis the most milliseconds that it takes, 0 for no limit
	 */
	void timeOutAfter(int millis) {
		if (millis > 0) {
			this.timeout = this.channel.eventLoop()
				.schedule(
						() -> fail(new ConnectTimeoutException(
								"connection timed out after " + millis + " ms: " + this.to)),
						millis, TimeUnit.MILLISECONDS);
		}
	}

	void succeed() {
		if (end()) {
			this.channel.becomeActive();
			boolean wanted = this.promise.trySuccess();
			this.channel.pipeline().fireChannelActive();
			if (!wanted) {
				this.channel.close();
			}
		}
	}

	void refuse() {
		fail(new ConnectException("Connection refused: " + this.to));
	}

	void fail(Exception why) {
		if (end()) {
			this.promise.tryFailure(why);
			this.channel.close();
		}
	}

	/**
	 * Fails because the channel is being closed.
	 */
	void giveUp(Exception why) {
		if (end()) {
			this.promise.tryFailure(why);
		}
	}

	private boolean end() {
		if (this.over) {
			return false;
		}
		this.over = true;
		if (this.timeout != null) {
			this.timeout.cancel(false);
		}
		return true;
	}

}
