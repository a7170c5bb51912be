package io.noise.session.channel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/**
 * How a connection is closed whose other end shall hear what was said last. To close at
 * once, with bytes unread, would be a reset, and the other end would lose what it has not
 * read yet.
 */
public final class HangUp {

	/** How long the other end may take to close. */
	private static final Duration LINGER = Duration.ofSeconds(1);

	private HangUp() {
	}

	/**
	 * Says, behind all that is written, that nothing more comes, and closes when the
	 * other end does, or soon. On the event loop.
	 * @param channel the connection; what it still receives is for its handlers to ignore
	 */
	public static void gently(Channel channel) {
		if (channel instanceof DuplexChannel duplex) {
			channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((written) -> duplex.shutdownOutput());
		}
		var timer = channel.eventLoop().schedule(() -> channel.close(), LINGER.toNanos(), TimeUnit.NANOSECONDS);
		channel.closeFuture().addListener((closed) -> timer.cancel(false));
	}

}
