package io.noise.session.secure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.netty.channel.Channel;
import io.noise.identity.Identity;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionListener;

/**
 * The secure session with limits that a test can wait for, or run into.
 */
final class LimitedSession implements ChannelSession {

	private final ChannelSession session = new SecureSession(Identity.generate(), List.of(Suite.values()), "");

	private final UnaryOperator<SessionLimits> change;

	private LimitedSession(UnaryOperator<SessionLimits> change) {
		this.change = change;
	}

	static LimitedSession window(int bytes) {
		return new LimitedSession((limits) -> new SessionLimits(limits.maxMessageBytes(), limits.frameTimeout(), bytes,
				limits.pingInterval(), limits.pingTimeout(), limits.stallTimeout()));
	}

	/** Asks after an interval, and waits as long for the answer. */
	static LimitedSession pings(Duration interval) {
		return new LimitedSession((limits) -> new SessionLimits(limits.maxMessageBytes(), limits.frameTimeout(),
				limits.receiveWindowBytes(), interval, interval, limits.stallTimeout()));
	}

	static LimitedSession stalls(Duration timeout) {
		return new LimitedSession((limits) -> new SessionLimits(limits.maxMessageBytes(), limits.frameTimeout(),
				limits.receiveWindowBytes(), limits.pingInterval(), limits.pingTimeout(), timeout));
	}

	static LimitedSession frames(Duration timeout) {
		return new LimitedSession((limits) -> new SessionLimits(limits.maxMessageBytes(), timeout,
				limits.receiveWindowBytes(), limits.pingInterval(), limits.pingTimeout(), limits.stallTimeout()));
	}

	@Override
	public String name() {
		return this.session.name();
	}

	@Override
	public boolean namesTypes() {
		return this.session.namesTypes();
	}

	@Override
	public Optional<Identity> identity() {
		return this.session.identity();
	}

	@Override
	public void open(Channel channel, Role role, SessionContext context, SessionListener listener) {
		this.session.open(channel, role, new SessionContext(this.change.apply(context.limits()), context.handshakes()),
				listener);
	}

}
