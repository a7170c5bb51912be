package io.noise.engine;

import java.net.ConnectException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.noise.DisconnectReason;
import io.noise.NodeTracer;
import io.noise.engine.ConnectionLife.Stage;
import io.noise.identity.NodeId;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.SessionListener;
import io.noise.session.channel.TypeEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tail of a connection's pipeline, where what its channel and its session tell
 * arrives, and every exception ends up. The event loop's alone.
 */
final class ConnectionTail extends ChannelInboundHandlerAdapter implements SessionListener {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionTail.class);

	private final Connection connection;

	/** Null for one that was accepted, and as soon as there is a session. */
	private @Nullable DialOutcome outcome;

	private final ConnectionStages stages;

	/** Whether a session is under way. */
	private boolean shakesHands;

	private long beganNanos;

	/** Present once there is a peer. */
	private @Nullable PeerLife life;

	/**
	 * Makes the tail of a connection.
	 * @param connection told of everything
	 * @param outcome asked whether the connection is still wanted; null for one that was
	 * accepted
	 * @param stages what it goes through
	 */
	ConnectionTail(Connection connection, @Nullable DialOutcome outcome, ConnectionStages stages) {
		this.connection = connection;
		this.outcome = outcome;
		this.stages = stages;
	}

	// --- what the channel tells

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		ConnectionSessions sessions = this.stages.sessions();
		SocketAddress local = ctx.channel().localAddress();
		SocketAddress remote = ctx.channel().remoteAddress();
		this.connection.connected(local, remote);
		if (local.equals(remote)) {
			// TCP connects to itself when it dials a free port and is given that very
			// port to dial from.
			this.connection.faults().fail(new ConnectException("nobody listens there"));
			return;
		}
		this.beganNanos = ctx.executor().ticker().nanoTime();
		this.shakesHands = true;
		sessions.open(ctx.channel(), this.connection.direction(), this);
		Duration limit = (this.outcome != null) ? this.outcome.handshakeTime() : sessions.handshakeTimeout();
		this.connection.life()
			.limit(this.connection.eventLoop(), limit, (reached) -> late(ctx.pipeline(), reached, limit));
	}

	private void late(ChannelPipeline pipeline, Stage reached, Duration limit) {
		// By the session, which may know more about it.
		pipeline.fireExceptionCaught(this.connection.faults().late(reached, limit));
		this.connection.late();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		this.connection.conversation().flow().flush();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		this.connection.conversation().outbox().drain();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
		this.connection.faults().caught(thrown);
	}

	/** The other side says that nothing more comes: it has closed, or is about to. */
	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			this.connection.faults().inputEnded();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.connection.lost(DisconnectReason.REMOTE);
	}

	@Override
	public void channelUnregistered(ChannelHandlerContext ctx) {
		PeerLife begun = this.life;
		if (begun != null) {
			// First, so that it is counted when its place as a connection is free.
			this.stages.registry().draining(this.connection);
		}
		this.connection.gone();
		handshakeEnded(this.connection.reason().orElse(null));
		if (begun != null) {
			begun.end(this::end);
		}
		else {
			end();
		}
	}

	private void handshakeEnded(@Nullable DisconnectReason failure) {
		if (this.shakesHands) {
			this.shakesHands = false;
			this.stages.sessions()
				.took(this.connection.direction(), failure,
						this.connection.eventLoop().ticker().nanoTime() - this.beganNanos);
		}
	}

	/** Nothing of the connection is left. */
	private void end() {
		this.stages.registry().remove(this.connection);
		this.connection.life().complete();
	}

	// --- what the session tells

	@Override
	public CompletableFuture<Void> admit(NodeId proven) {
		this.connection.proven(proven);
		return this.stages.admission().admit(this.connection, proven);
	}

	@Override
	public boolean keepsUp() {
		return this.connection.keepsUp();
	}

	@Override
	public Optional<SessionException> keptUpByOther(NodeId proven) {
		return this.stages.admission().keptUpByOther(this.connection, proven);
	}

	@Override
	public List<TypeEntry> types() {
		return this.connection.conversation().types();
	}

	@Override
	public void announced(List<TypeEntry> added) {
		this.connection.conversation().announced(added);
	}

	@Override
	public byte[] shapes(List<TypeEntry> types, int maxBytes) {
		return this.connection.conversation().remoteTypes().ownForms(types, maxBytes);
	}

	@Override
	public void shapesTold(byte[] shapes) {
		this.connection.conversation().remoteTypes().addForms(shapes);
	}

	@Override
	public void roundTrip(long nanos) {
		this.stages.sessions().roundTrip(nanos);
	}

	@Override
	public void creditGiven() {
		this.connection.conversation().outbox().drain();
	}

	@Override
	public void closedByOther(CloseCode code, String words) {
		logger.debug("{} closes, {} {}", this.connection, code, words);
		this.connection.faults().closedByOther(Failures.remoteReason(code, words));
	}

	@Override
	public void established(Optional<NodeId> identity, SessionLink link) {
		if (this.connection.isClosing()) {
			return;
		}
		identity.ifPresent(this.connection::proven);
		if (!this.connection.established(link)) {
			return;
		}
		handshakeEnded(null);
		if (this.stages.registry().isClosed()) {
			this.connection.close(DisconnectReason.SHUTDOWN);
			return;
		}
		Optional<SessionException> unwelcome = this.stages.admission().objection(this.connection);
		if (unwelcome.isPresent()) {
			this.connection.faults().fail(unwelcome.get());
			return;
		}
		if (this.outcome != null && !this.outcome.established()) {
			this.connection.close(DisconnectReason.LOCAL);
			return;
		}
		Supplier<NodeTracer.Scope> caller = (this.outcome != null) ? this.outcome.takeContext() : null;
		this.outcome = null;
		begin(identity, link, caller);
	}

	private void begin(Optional<NodeId> identity, SessionLink link, @Nullable Supplier<NodeTracer.Scope> caller) {
		boolean hasSetup = this.stages.setup() != null;
		if (!hasSetup) {
			this.connection.life().inTime();
		}
		Conversation conversation = this.connection.conversation();
		ConnectedPeer peer = new ConnectedPeer(this.connection, conversation, this.stages.hooks().node(), identity,
				this.stages.clock().get(), this.stages.hooks());
		conversation.begin(peer, link, hasSetup);
		PeerLife begun = new PeerLife(this.connection, conversation, peer, this.stages.setup(), this.stages.hooks(),
				this.stages.registry());
		this.life = begun;
		begun.begin(() -> this.connection.life().ready(peer), caller);
	}

	@Override
	public void frame(ByteBuf body) {
		this.connection.conversation().inbound().frame(body, null);
	}

	@Override
	public void extendedFrame(ByteBuf body, ByteBuf extensions) {
		this.connection.conversation().inbound().frame(body, extensions);
	}

}
