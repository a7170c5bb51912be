package io.noise;

import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.noise.identity.NodeId;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.SessionListener;
import io.noise.session.channel.TypeEntry;
import io.noise.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tail of a connection's pipeline, where what its channel and its session tell
 * arrives, and every exception ends up. The event loop's alone.
 */
final class ConnectionTail extends ChannelInboundHandlerAdapter implements SessionListener {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionTail.class);

	private final NodeContext context;

	private final Channel channel;

	private final Connection connection;

	private final @Nullable DialOutcome outcome;

	/** Present once there is a peer. */
	private @Nullable PeerLife life;

	/**
	 * The tail of a connection.
	 * @param context the node's
	 * @param channel the connection's
	 * @param connection whom to tell
	 * @param outcome whom to ask whether the connection is still wanted; null for one
	 * that was accepted
	 */
	ConnectionTail(NodeContext context, Channel channel, Connection connection, @Nullable DialOutcome outcome) {
		this.context = context;
		this.channel = channel;
		this.connection = connection;
		this.outcome = outcome;
	}

	// --- what the channel tells

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		Transport transport = this.context.settings().transport();
		String local = transport.describe(this.channel.localAddress()).toString();
		String remote = transport.describe(this.channel.remoteAddress()).toString();
		this.connection.connected(local, remote);
		if (local.equals(remote)) {
			// TCP connects to itself when it dials a free port and is given that very
			// port to dial from.
			this.connection.fail(new ConnectException("nobody listens there"));
			return;
		}
		this.context.settings()
			.session()
			.open(this.channel, (this.connection.direction() == Direction.OUTBOUND) ? Role.INITIATOR : Role.RESPONDER,
					this.context.sessionContext(), this);
		this.connection.deadline()
			.start(this.channel.eventLoop(),
					(this.outcome != null) ? this.outcome.handshakeTime() : this.context.settings().handshakeTimeout(),
					this::late);
	}

	private void late(RefusedException why) {
		this.connection.ranInto(Refusal.HANDSHAKE_TIMEOUT);
		// By the session, which may know more about it.
		this.channel.pipeline().fireExceptionCaught(this.connection.explain(why));
		this.connection.late();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		this.connection.conversation().inbound().flush();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		this.connection.conversation().outbound().drain();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
		this.connection.caught(thrown);
	}

	/** The other side says that nothing more comes: it has closed, or is about to. */
	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			this.connection.inputEnded();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.connection.lost(DisconnectReason.REMOTE);
	}

	@Override
	public void channelUnregistered(ChannelHandlerContext ctx) {
		if (this.outcome == null) {
			this.connection.mismatch()
				.ifPresent((seen) -> this.context.refusals().byKind(this.context.node(), this.connection, seen));
		}
		PeerLife begun = this.life;
		if (begun != null) {
			// First, so that it is counted when its place as a connection is free.
			this.context.windingUp().add(this.connection);
		}
		this.connection.gone();
		if (begun != null) {
			begun.end(this.connection::end);
		}
		else {
			this.connection.end();
		}
	}

	// --- what the session tells

	@Override
	public CompletableFuture<Void> admit(NodeId proven) {
		this.connection.proven(proven);
		return this.context.admission().admit(this.connection, proven);
	}

	@Override
	public boolean keepsUp() {
		return this.connection.keepsUp();
	}

	@Override
	public Optional<SessionException> keptUpByOther(NodeId proven) {
		return this.context.crossedDials().admitAccepted(this.connection, proven) ? Optional.empty()
				: Optional.of(Failures.crossed());
	}

	@Override
	public List<TypeEntry> types() {
		return this.context.messages().all().stream().map(MessageType::entry).toList();
	}

	@Override
	public void announced(List<TypeEntry> added) {
		this.connection.conversation().remoteTypes().add(added);
	}

	@Override
	public void creditGiven() {
		this.connection.conversation().outbound().drain();
	}

	@Override
	public void closedByOther(CloseCode code, String words) {
		logger.debug("{}: {} of {} closes, {} {}", this.context.node(), this.connection.id(),
				this.connection.remoteAddress(), code, words);
		this.connection.closedByOther(Failures.remoteReason(code, words));
	}

	@Override
	public void established(Optional<NodeId> identity, SessionLink link) {
		if (this.connection.isClosing()) {
			return;
		}
		identity.ifPresent(this.connection::proven);
		this.connection.established(link);
		if (this.context.connections().isClosed()) {
			this.connection.close(DisconnectReason.SHUTDOWN);
			return;
		}
		Optional<SessionException> unwelcome = this.context.admission().objection(this.connection);
		if (unwelcome.isPresent()) {
			this.connection.fail(unwelcome.get());
			return;
		}
		if (this.outcome != null && !this.outcome.established()) {
			this.connection.close(DisconnectReason.LOCAL);
			return;
		}
		begin(identity, link);
	}

	private void begin(Optional<NodeId> identity, SessionLink link) {
		boolean hasSetup = this.context.settings().setup() != null;
		if (hasSetup) {
			this.connection.deadline().established();
		}
		else {
			this.connection.deadline().done();
		}
		Peer peer = new Peer(this.connection.sequence(), this.connection, identity);
		this.connection.conversation().begin(peer, link, hasSetup);
		PeerLife begun = new PeerLife(this.context, this.connection, peer);
		this.life = begun;
		begun.begin(() -> this.connection.ready(peer));
	}

	@Override
	public void frame(ByteBuf body) {
		if (this.connection.isClosing() || this.connection.conversation().inbound().hasEnded()) {
			return;
		}
		this.connection.traffic().messageReceived();
		try {
			if (!this.connection.conversation().inbound().frame(body)) {
				this.connection.close(DisconnectReason.REMOTE);
			}
		}
		catch (RefusedException ex) {
			if (!this.connection.conversation().refusesLater(ex)) {
				// By the session, which may know more about it.
				throw ex;
			}
		}
	}

}
