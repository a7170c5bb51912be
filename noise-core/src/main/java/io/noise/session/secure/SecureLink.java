package io.noise.session.secure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.noise.identity.NodeId;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.HangUp;
import io.noise.session.channel.RequestLink;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.SessionListener;
import io.noise.session.channel.TypeEntry;
import io.noise.wire.FrameDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A connection after its handshake. It stands as soon as each end has read the other's
 * ACCEPT.
 *
 * <pre>
 * in    RecordDecoder --&gt; FrameDecoder --&gt; FrameReader --&gt; the listener
 * out   RecordEncoder &lt;-- FrameWriter: control frames
 *                     &lt;-- the node: messages, encoded here
 * </pre>
 */
final class SecureLink extends ChannelInboundHandlerAdapter implements SessionLink, KeepAlive.Connection {

	private final Channel channel;

	private final NodeId remote;

	private final SessionLimits limits;

	private final SessionListener listener;

	private final RecordDecoder decoder;

	private final RecordEncoder encoder;

	private final FrameDecoder frames;

	private final FrameReader reader;

	private final FrameWriter writer;

	private final Credit credit;

	private final Pings pings;

	private final KeepAlive keepAlive;

	private volatile int maxMessageBytes;

	/** The reason for which this end refuses the other. */
	private @Nullable SessionException refusal;

	private @Nullable ChannelHandlerContext context;

	/**
	 * A link that has said nothing yet.
	 * @param channel its connection
	 * @param remote the other end, as it has proven
	 * @param limits the limits of this end
	 * @param listener told what happens
	 * @param keys the keys of the two directions
	 */
	SecureLink(Channel channel, NodeId remote, SessionLimits limits, SessionListener listener, CipherState.Pair keys) {
		this.channel = channel;
		this.remote = remote;
		this.limits = limits;
		this.listener = listener;
		this.writer = new FrameWriter(channel, this::fail);
		this.credit = new Credit(limits.receiveWindowBytes(), limits.maxMessageBytes());
		this.pings = new Pings(channel.eventLoop(), limits.pingTimeout(), this.writer::ping, listener::roundTrip);
		this.reader = new FrameReader(limits, listener, this.writer, this.credit, this.pings, this::accepted);
		this.frames = new FrameDecoder(FrameReader.maxFrameBytes(limits), limits.frameTimeout(), this.reader);
		this.frames.countElsewhere();
		this.decoder = new RecordDecoder(new RecordCipher(keys.receive()), limits.frameTimeout(), this.frames::moved);
		this.encoder = new RecordEncoder(new RecordCipher(keys.send()));
		this.keepAlive = new KeepAlive(channel, limits, this.decoder, this.encoder, this);
	}

	/** Adds the handlers of the link to the channel's pipeline. */
	void install() {
		this.channel.pipeline()
			.addBefore(ChannelSession.TAIL, "records-out", this.encoder)
			.addBefore(ChannelSession.TAIL, "records-in", this.decoder)
			.addBefore(ChannelSession.TAIL, "frames", this.frames)
			.addBefore(ChannelSession.TAIL, "link", this);
	}

	/**
	 * Accepts the other end: sends the first frame. The end that was dialled does so by
	 * itself, when it has read the other's.
	 */
	void accept() {
		this.keepAlive.start();
		this.writer.accept(this.limits.maxMessageBytes(), this.credit.window(), this.listener.types(),
				this.listener::shapes, this.listener.keepsUp());
	}

	private void accepted(FrameReader.Accept accept) {
		this.maxMessageBytes = (int) Math.min(accept.maxMessageBytes(), this.limits.maxSentBytes());
		this.credit.given(accept.credit());
		if (accept.shapes().length == 0) {
			this.writer.withholdShapes();
		}
		if (!this.writer.hasAccepted()) {
			Optional<SessionException> objection = accept.keptUp() ? this.listener.keptUpByOther(this.remote)
					: Optional.empty();
			if (objection.isPresent()) {
				refuse(objection.get());
				return;
			}
			accept();
		}
		this.listener.announced(accept.types());
		if (accept.shapes().length > 0) {
			this.listener.shapesTold(accept.shapes());
		}
		this.listener.established(Optional.of(this.remote), this);
	}

	/**
	 * Refuses the other end: says so, and hangs up once it has heard it, or soon.
	 */
	void refuse(SessionException why) {
		this.refusal = why;
		this.reader.end();
		close(refusalCode(why.fault()), String.valueOf(why.getMessage()));
		HangUp.gently(this.channel);
	}

	private static CloseCode refusalCode(Fault fault) {
		return switch (fault) {
			case LIMIT -> CloseCode.LIMIT;
			case DUPLICATE -> CloseCode.DUPLICATE;
			default -> CloseCode.REJECTED;
		};
	}

	// --- the channel

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		this.reader.readComplete();
		ctx.fireChannelReadComplete();
	}

	/** Ends the link once the other end has closed its half. */
	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			this.reader.afterMessages(() -> {
				reportEnd(ctx);
				ctx.fireUserEventTriggered(event);
			});
		}
		else {
			ctx.fireUserEventTriggered(event);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		try {
			this.reader.resume();
		}
		catch (RuntimeException ex) {
			ctx.fireExceptionCaught(ex);
		}
		reportEnd(ctx);
		ctx.fireChannelReadComplete();
		ctx.fireChannelInactive();
	}

	private void reportEnd(ChannelHandlerContext ctx) {
		if (this.refusal != null) {
			ctx.fireExceptionCaught(this.refusal);
		}
		else if (!this.reader.hasEnded() && !this.writer.isClosed()) {
			ctx.fireExceptionCaught(
					new SessionException(Fault.CUT, "the connection ended without a closing word (expected: CLOSE)"));
		}
	}

	private void fail(Throwable cause) {
		if (this.context != null) {
			this.context.fireExceptionCaught(cause);
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		this.keepAlive.stop();
		this.pings.end();
	}

	// --- messages that come in

	@Override
	public void pause() {
		this.reader.pause();
	}

	@Override
	public void resume() {
		ChannelHandlerContext ctx = this.context;
		if (ctx == null) {
			return;
		}
		try {
			this.reader.resume();
		}
		catch (RuntimeException ex) {
			// No read is going on that would report it.
			ctx.fireExceptionCaught(ex);
		}
		ctx.fireChannelReadComplete();
	}

	@Override
	public boolean limitsByCredit() {
		return true;
	}

	@Override
	public void taken(long cost) {
		this.credit.taken(cost);
		if (this.reader.hasHeardAccept()) {
			this.writer.credit(this.credit::give);
		}
	}

	// --- what goes out

	@Override
	public boolean admits(int bytes) {
		return this.credit.admits(bytes);
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
		this.credit.sent(body.length);
		this.writer.message(body, out);
	}

	@Override
	public void encode(byte[] body, byte[] extensions, ByteBuf out) {
		this.credit.sent(body.length);
		this.writer.message(body, extensions, out);
	}

	@Override
	public void announce(List<TypeEntry> types, ByteBuf out) {
		this.writer.types(types, this.listener::shapes, out);
	}

	@Override
	public boolean close(CloseCode code, String words) {
		return this.writer.close(code, words);
	}

	@Override
	public Optional<RequestLink> requests() {
		return Optional.of(this.reader.requests());
	}

	// --- signs of life

	@Override
	public CompletableFuture<Duration> ping() {
		return this.pings.ask();
	}

	@Override
	public Optional<Duration> roundTripTime() {
		return this.pings.lastRoundTrip();
	}

	@Override
	public long messageBytes() {
		return this.reader.messageBytes() + this.frames.begunBytes() + this.decoder.begunContentBytes();
	}

	@Override
	public long reportedBytes() {
		return this.reader.reportedBytes();
	}

	@Override
	public void reportProgress() {
		if (this.reader.hasHeardAccept()) {
			this.writer.received(this.decoder.receivedBytes());
		}
	}

	@Override
	public void ask() {
		this.pings.askUnlessAsked();
	}

	@Override
	public void dead(SessionException why) {
		fail(why);
	}

}
