package io.noise.session.plain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.TypeEntry;
import io.noise.wire.FrameEncoder;
import io.noise.wire.ReadFlow;

/**
 * A connection whose wire has frames of messages and nothing else: no credit, no names,
 * no pings, no last words. What seals its frames extends it.
 */
public class PlainLink implements SessionLink {

	private final Channel channel;

	private final ReadFlow frames;

	private final int maxMessageBytes;

	/**
	 * A link.
	 * @param channel the connection
	 * @param frames the tap of its frames
	 * @param maxMessageBytes the longest message that is sent
	 */
	public PlainLink(Channel channel, ReadFlow frames, int maxMessageBytes) {
		this.channel = channel;
		this.frames = frames;
		this.maxMessageBytes = maxMessageBytes;
	}

	@Override
	public void pause() {
		this.frames.pause();
	}

	@Override
	public void resume() {
		this.frames.resume();
	}

	@Override
	public boolean limitsByCredit() {
		return false;
	}

	@Override
	public void taken(long cost) {
		// The wire has no word for it.
	}

	@Override
	public boolean admits(int bytes) {
		return true;
	}

	@Override
	public int maxMessageBytes() {
		return this.maxMessageBytes;
	}

	@Override
	public ByteBuf buffer(int bytes) {
		return this.channel.alloc().directBuffer(bytes);
	}

	@Override
	public void encode(byte[] body, ByteBuf out) {
		FrameEncoder.encode(body, out);
	}

	@Override
	public void announce(List<TypeEntry> types, ByteBuf out) {
		// The wire has no word for it.
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return CompletableFuture
			.failedFuture(new UnsupportedOperationException("ping: this kind of session has none (expected: secure)"));
	}

	@Override
	public Optional<Duration> roundTripTime() {
		return Optional.empty();
	}

	@Override
	public boolean close(CloseCode code, String words) {
		return false;
	}

}
