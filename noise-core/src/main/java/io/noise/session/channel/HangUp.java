package io.noise.session.channel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/**
 * Closes a connection so that its other end hears all that was said. To close at once,
 * with bytes unread, would be a reset, and the other end would lose what it has not read
 * yet. So the output ends first, what still comes is read and dropped, and the connection
 * closes when the other end has done the same, which it does after it has read
 * everything.
 */
public final class HangUp {

	/** The time that the other end may take to hear why it is refused. */
	private static final Duration LINGER = Duration.ofSeconds(1);

	private HangUp() {
	}

	/**
	 * Says, after all that is written, that nothing more comes, and closes when the other
	 * end does, or soon. On the event loop.
	 * @param channel the connection; what it still receives is for its handlers to ignore
	 */
	public static void gently(Channel channel) {
		gently(channel, LINGER);
	}

	/**
	 * Says, after all that is written, that nothing more comes, and closes when the other
	 * end does. On the event loop.
	 * @param channel the connection; what it still receives is for its handlers to ignore
	 * @param atMost how long the other end may take for both, to read and to close
	 */
	public static void gently(Channel channel, Duration atMost) {
		if (channel instanceof DuplexChannel duplex) {
			channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
				.addListener((written) -> duplex.shutdownOutput().addListener((done) -> {
					if (duplex.isInputShutdown()) {
						channel.close();
					}
				}));
		}
		var timer = channel.eventLoop().schedule(() -> channel.close(), atMost.toNanos(), TimeUnit.NANOSECONDS);
		channel.closeFuture().addListener((closed) -> timer.cancel(false));
	}

	/**
	 * Notes that the other end sends nothing more: the connection closes, now or once all
	 * is written. On the event loop, of a connection that is being closed.
	 * @param channel the connection
	 */
	public static void inputEnded(Channel channel) {
		if (!(channel instanceof DuplexChannel duplex) || duplex.isOutputShutdown()) {
			channel.close();
		}
	}

}
