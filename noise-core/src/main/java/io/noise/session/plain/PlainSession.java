package io.noise.session.plain;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionListener;
import io.noise.wire.FrameDecoder;
import io.noise.wire.FrameEncoder;

/**
 * The session without a handshake: established as soon as the connection is.
 */
public final class PlainSession implements ChannelSession {

	@Override
	public String name() {
		return "plain";
	}

	@Override
	public void open(Channel channel, Role role, SessionLimits limits, SessionListener listener) {
		FrameDecoder frames = new FrameDecoder(limits.maxMessageBytes(), limits.frameTimeout(), listener);
		channel.pipeline().addBefore(TAIL, "frames", frames);
		listener.established(Optional.empty(), frames);
	}

	@Override
	public void encode(byte[] body, ByteBuf out) {
		FrameEncoder.encode(body, out);
	}

	@Override
	public String toString() {
		return name();
	}

}
