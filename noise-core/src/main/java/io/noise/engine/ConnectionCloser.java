package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.noise.DisconnectReason;
import io.noise.session.channel.HangUp;
import io.noise.session.channel.SessionLink;

/**
 * Closes the channel of a connection: at once, or after what is accepted for sending, and
 * with closing words where the session has any.
 */
final class ConnectionCloser {

	/**
	 * The time that the other end has to read what was written, and why the connection
	 * ends, where that is its own fault.
	 */
	private static final Duration LAST_WORDS = Duration.ofSeconds(5);

	private final Channel channel;

	private final Conversation conversation;

	private final ConnectionTraffic traffic;

	private final ConnectionLife life;

	private final Duration drainTimeout;

	/** Told to the other end besides the reason. */
	private volatile String lastWords = "";

	/**
	 * Makes one for a connection.
	 * @param channel closed in the end
	 * @param conversation flushed first where the end is this side's wish
	 * @param traffic tells whether there is anything to be read
	 * @param life its session and its end
	 * @param drainTimeout how long it may take
	 */
	ConnectionCloser(Channel channel, Conversation conversation, ConnectionTraffic traffic, ConnectionLife life,
			Duration drainTimeout) {
		this.channel = channel;
		this.conversation = conversation;
		this.traffic = traffic;
		this.life = life;
		this.drainTimeout = drainTimeout;
	}

	/**
	 * Sets the words that the other end is told of a message that cannot be decoded.
	 */
	void lastWords(String words) {
		this.lastWords = words;
	}

	/**
	 * Begins to close. What was accepted for sending is written first where the end is
	 * this side's wish. From any thread.
	 * @param why the reason, which has begun the end
	 */
	void close(DisconnectReason why) {
		this.conversation.close();
		if (isWish(why)) {
			this.channel.eventLoop().execute(() -> closeGently(why));
		}
		else if (this.life.link() == null || why == DisconnectReason.REMOTE) {
			this.channel.close();
		}
		else if (this.channel.eventLoop().inEventLoop()) {
			endOutput(why);
		}
		else {
			this.channel.eventLoop().execute(() -> endOutput(why));
		}
	}

	private static boolean isWish(DisconnectReason why) {
		return why == DisconnectReason.LOCAL || why == DisconnectReason.SHUTDOWN;
	}

	/** Flush, last words and the wait for the other side share one drain timeout. */
	private void closeGently(DisconnectReason why) {
		this.conversation.flow().openForGood();
		var timer = this.channel.eventLoop()
			.schedule(() -> this.channel.close(), this.drainTimeout.toNanos(), TimeUnit.NANOSECONDS);
		this.life.closed().whenComplete((nothing, never) -> timer.cancel(false));
		this.conversation.flush(() -> endOutput(why));
	}

	/**
	 * Says that nothing more comes, and why if the session has a word for it, and waits
	 * for the other side to close.
	 */
	private void endOutput(DisconnectReason why) {
		SessionLink last = this.life.link();
		boolean said = last != null
				&& last.close(Failures.closeCode(why), (why == DisconnectReason.DECODE) ? this.lastWords : "");
		if (this.channel instanceof DuplexChannel && this.channel.isActive()
				&& (said || (isWish(why) && this.traffic.hasSent()))) {
			this.conversation.flow().openForGood();
			HangUp.gently(this.channel, isWish(why) ? this.drainTimeout : min(this.drainTimeout, LAST_WORDS));
		}
		else {
			this.channel.close();
		}
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * Closes the channel at once: the connection cannot go on, not even to say so.
	 */
	void closeNow() {
		this.channel.close();
	}

	/**
	 * Notes that the other side sends nothing more, while this one is closing. On the
	 * event loop.
	 */
	void inputEnded() {
		HangUp.inputEnded(this.channel);
	}

}
