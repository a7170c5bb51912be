package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.SessionListener;
import io.noise.session.channel.TypeEntry;

/**
 * One end of a secure session without a socket, a thread or a clock, with a listener that
 * remembers all and takes every message at once. Bytes go in and out as a test likes, and
 * time passes when it says so.
 */
final class InProcessEnd implements SessionListener {

	static final SessionLimits LIMITS = limits(100_000, 4 << 20);

	private static final SecureSession INITIATORS = session();

	private static final SecureSession RESPONDERS = session();

	private final EmbeddedChannel channel;

	private final List<String> received = new ArrayList<>();

	private final List<Throwable> failures = new ArrayList<>();

	private SessionLink link;

	private CloseCode closed;

	private InProcessEnd() {
		this.channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
		this.channel.freezeTime();
		this.channel.pipeline().addLast(ChannelSession.TAIL, new ChannelInboundHandlerAdapter() {

			@Override
			public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
				InProcessEnd.this.failures.add(cause);
				ctx.close();
			}

		});
	}

	private static SecureSession session() {
		return new SecureSession(new SecureKeys(Identity.generate(), List.of(Suite.values()), ""));
	}

	static SessionLimits limits(int maxMessage, int window) {
		Duration never = Duration.ofHours(1);
		return new SessionLimits(maxMessage, never, window, never, never, never);
	}

	/** An end at the beginning of the handshake. */
	static InProcessEnd open(Role role) {
		return open(role, (role == Role.INITIATOR) ? INITIATORS : RESPONDERS);
	}

	static InProcessEnd open(Role role, SecureSession session) {
		InProcessEnd end = new InProcessEnd();
		session.open(end.channel, role, new SessionContext(LIMITS, Runnable::run), end);
		end.channel.runPendingTasks();
		return end;
	}

	/** An end after the handshake, with keys that both roles know. */
	static InProcessEnd established(Role role, SessionLimits limits) {
		InProcessEnd end = new InProcessEnd();
		boolean initiator = role == Role.INITIATOR;
		CipherState one = new CipherState(Suite.AESGCM, TestKeys.secret("one"));
		CipherState two = new CipherState(Suite.AESGCM, TestKeys.secret("two"));
		CipherState.Pair keys = initiator ? new CipherState.Pair(one, two) : new CipherState.Pair(two, one);
		SecureLink link = new SecureLink(end.channel, NodeId.of(new byte[NodeId.BYTES]), limits, end, keys);
		link.install();
		link.accept();
		return end;
	}

	// --- what it does

	void send(String text) {
		send(text.getBytes(StandardCharsets.UTF_8));
	}

	void send(byte[] message) {
		ByteBuf out = this.link.buffer(message.length);
		this.link.encode(message, out);
		this.channel.writeAndFlush(out);
	}

	/** The bytes that it has written since this was asked last. */
	byte[] written() {
		this.channel.runPendingTasks();
		ByteBuf all = Unpooled.buffer();
		for (ByteBuf out = this.channel.readOutbound(); out != null; out = this.channel.readOutbound()) {
			all.writeBytes(out);
			out.release();
		}
		return ByteBufUtil.getBytes(all);
	}

	/** Gives it bytes, unless it has hung up. */
	void read(byte[] bytes) {
		if (this.channel.isOpen()) {
			this.channel.writeInbound(Unpooled.copiedBuffer(bytes));
			this.channel.runPendingTasks();
		}
	}

	/** Time passes. */
	void pass(Duration time) {
		this.channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
		this.channel.runPendingTasks();
	}

	/** The other end has hung up, or its time is over. */
	void hangUp() {
		this.channel.finishAndReleaseAll();
	}

	/** Everything that either end has to say reaches the other. */
	static void exchange(InProcessEnd one, InProcessEnd other) {
		byte[] there = one.written();
		byte[] back = other.written();
		while (there.length + back.length > 0) {
			other.read(there);
			one.read(back);
			there = one.written();
			back = other.written();
		}
	}

	EmbeddedChannel channel() {
		return this.channel;
	}

	SessionLink link() {
		return this.link;
	}

	List<String> received() {
		return this.received;
	}

	List<Throwable> failures() {
		return this.failures;
	}

	boolean isEstablished() {
		return this.link != null;
	}

	/** Whether the other end has said that it is done. */
	boolean isClosedInOrder() {
		return this.closed == CloseCode.DONE && this.failures.isEmpty();
	}

	// --- what it is told

	@Override
	public CompletableFuture<Void> admit(NodeId proven) {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public boolean keepsUp() {
		return false;
	}

	@Override
	public Optional<SessionException> keptUpByOther(NodeId proven) {
		return Optional.empty();
	}

	@Override
	public List<TypeEntry> types() {
		return List.of(new TypeEntry(1, false, "Chat"));
	}

	@Override
	public void established(Optional<NodeId> identity, SessionLink established) {
		this.link = established;
	}

	@Override
	public void announced(List<TypeEntry> added) {
		// All ends know the same.
	}

	@Override
	public void creditGiven() {
		// Tests ask the link.
	}

	@Override
	public void closedByOther(CloseCode code, String words) {
		this.closed = code;
	}

	@Override
	public void frame(ByteBuf body) {
		this.received.add(body.toString(StandardCharsets.UTF_8));
		this.link.taken(SessionLimits.cost(body.readableBytes()));
	}

}
