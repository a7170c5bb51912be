package io.noise.session.plain;

import java.util.Optional;

import io.netty.channel.Channel;
import io.noise.identity.Identity;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionListener;
import io.noise.wire.FrameDecoder;

/**
 * The session without a handshake: established as soon as the connection is.
 */
public final class PlainSession implements ChannelSession {

	@Override
	public String name() {
		return "plain";
	}

	@Override
	public boolean namesTypes() {
		return false;
	}

	@Override
	public boolean shakesHands() {
		return false;
	}

	@Override
	public Optional<Identity> identity() {
		return Optional.empty();
	}

	@Override
	public void open(Channel channel, Role role, SessionContext context, SessionListener listener) {
		SessionLimits limits = context.limits();
		FrameDecoder frames = new FrameDecoder(limits.maxMessageBytes(), limits.frameTimeout(), listener);
		channel.pipeline()
			.addBefore(TAIL, "first-bytes", new FirstBytesCheck(frames, listener))
			.addBefore(TAIL, FirstBytesCheck.FRAMES, frames);
		listener.established(Optional.empty(), new PlainLink(channel, frames, limits.maxSentBytes()));
	}

	@Override
	public String toString() {
		return name();
	}

}
