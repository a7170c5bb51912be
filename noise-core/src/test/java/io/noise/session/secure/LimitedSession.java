package io.noise.session.secure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.netty.channel.Channel;
import io.noise.Nodes;
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

	private static final Duration NEVER = Duration.ofHours(1);

	private final ChannelSession session = new SecureSession(
			new SecureKeys(Identity.generate(), List.of(Suite.values()), ""));

	private final UnaryOperator<SessionLimits> change;

	private LimitedSession(UnaryOperator<SessionLimits> change) {
		this.change = change;
	}

	/** Grants a window, and all the time to read what is written. */
	static LimitedSession window(int bytes) {
		return new LimitedSession((limits) -> new SessionLimits(limits.maxMessageBytes(), limits.frameTimeout(), bytes,
				limits.pingInterval(), limits.pingTimeout(), NEVER));
	}

	/** Leaves the other end all the time to read what is written. */
	static LimitedSession patient() {
		return stalls(NEVER);
	}

	/** Asks after an interval, and waits long for the answer. */
	static LimitedSession asking(Duration interval) {
		return pings(interval, Nodes.SOON);
	}

	/** Asks only for those who want an answer, who wait no longer than this. */
	static LimitedSession answers(Duration timeout) {
		return pings(NEVER, timeout);
	}

	/** Gives up who is silent for this time, and for as long again when asked. */
	static LimitedSession silence(Duration limit) {
		return pings(limit, limit).exceptFirst();
	}

	private static LimitedSession pings(Duration interval, Duration timeout) {
		return new LimitedSession((limits) -> new SessionLimits(limits.maxMessageBytes(), limits.frameTimeout(),
				limits.receiveWindowBytes(), interval, timeout, limits.stallTimeout()));
	}

	static LimitedSession stalls(Duration timeout) {
		return new LimitedSession((limits) -> new SessionLimits(limits.maxMessageBytes(), limits.frameTimeout(),
				limits.receiveWindowBytes(), limits.pingInterval(), limits.pingTimeout(), timeout))
			.exceptFirst();
	}

	static LimitedSession frames(Duration timeout) {
		return new LimitedSession((limits) -> new SessionLimits(limits.maxMessageBytes(), timeout,
				limits.receiveWindowBytes(), limits.pingInterval(), limits.pingTimeout(), limits.stallTimeout()))
			.exceptFirst();
	}

	/**
	 * Leaves the first connection the usual limits: that of the honest peer, who may be
	 * slow.
	 */
	private LimitedSession exceptFirst() {
		AtomicBoolean honestIsThere = new AtomicBoolean();
		return new LimitedSession((limits) -> honestIsThere.getAndSet(true) ? this.change.apply(limits) : limits);
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
