package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import io.noise.identity.NodeId;
import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.HangUp;
import io.noise.session.channel.Printable;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.SessionListener;
import io.noise.session.channel.TypeEntry;
import io.noise.wire.FrameDecoder;
import io.noise.wire.FrameEncoder;
import io.noise.wire.FrameReceiver;
import org.jspecify.annotations.Nullable;

/**
 * A connection behind its handshake: the frames of {@link FrameKind}, in and out. It
 * stands as soon as each end has read the other's ACCEPT.
 */
final class SecureLink extends ChannelInboundHandlerAdapter implements SessionLink, FrameReceiver, Vitals.Patient {

	/** The longest extensions of a message. */
	static final int MAX_EXTENSION_BYTES = 1024;

	private static final int EXTENDED = 1;

	private final Channel channel;

	private final NodeId remote;

	private final SessionLimits limits;

	private final SessionListener listener;

	private final RecordDecoder records;

	private final RecordEncoder sealed;

	private final Vitals vitals;

	private final ControlFrames control;

	private final TypeTable heard = new TypeTable();

	private final Credit credit;

	private final HeldMessages held;

	private final Pings pings;

	/** Whether the other end has accepted this one. */
	private boolean heardAccept;

	private volatile int maxMessageBytes;

	/** What came in messages, with all that belongs to them. */
	private long messageBytes;

	/** What the other end says that has reached it. */
	private long reportedBytes;

	/** How many PINGs came with this read, and the last one where they were too many. */
	private int pingsRead;

	private @Nullable Long pinged;

	/** Whether the other end has said its last word. */
	private boolean closedByOther;

	/** Why this end does not want the other. */
	private @Nullable SessionException refusal;

	private @Nullable ChannelHandlerContext context;

	SecureLink(Channel channel, NodeId remote, SessionLimits limits, SessionListener listener, RecordDecoder records,
			RecordEncoder sealed) {
		this.channel = channel;
		this.remote = remote;
		this.limits = limits;
		this.listener = listener;
		this.records = records;
		this.sealed = sealed;
		this.control = new ControlFrames(channel, this::fail);
		this.pings = new Pings(channel.eventLoop(), limits.pingTimeout(), this.control::ping);
		this.credit = new Credit(limits.receiveWindowBytes(), limits.maxMessageBytes());
		this.held = new HeldMessages(listener);
		this.vitals = new Vitals(channel, limits, this);
		records.limit(limits.frameTimeout());
	}

	/**
	 * The longest frame that may come.
	 */
	static int maxFrameBytes(SessionLimits limits) {
		long message = limits.maxMessageBytes() + (2L + 2 + MAX_EXTENSION_BYTES);
		return Math.max((int) Math.min(message, Integer.MAX_VALUE), 1 + 2 * Integer.BYTES + TypeTable.MAX_BYTES);
	}

	/**
	 * Accepts the other end: sends the first frame. The end that was dialled does so by
	 * itself, when it has read the other's.
	 */
	void accept() {
		this.vitals.start();
		this.control.accept(this.limits.maxMessageBytes(), this.credit.window(), this.listener.types(),
				this.listener.keepsUp());
	}

	/**
	 * Refuses the other end: says so, and hangs up once it has heard it, or soon.
	 */
	void refuse(SessionException why) {
		this.refusal = why;
		this.closedByOther = true;
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

	// --- what comes in

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	public void frame(ByteBuf frame) {
		if (this.closedByOther) {
			return;
		}
		if (!frame.isReadable()) {
			throw protocol("frame: empty (expected: a kind)");
		}
		FrameKind kind = FrameKind.of(frame.readUnsignedByte());
		if (kind == FrameKind.MESSAGE && this.heardAccept) {
			message(frame);
			return;
		}
		try {
			control(kind, PayloadReader.of(ByteBufUtil.getBytes(frame)));
		}
		catch (PayloadException ex) {
			throw protocol("frame " + kind + ": " + ex.getMessage());
		}
	}

	private void control(FrameKind kind, PayloadReader in) {
		if (this.heardAccept == (kind == FrameKind.ACCEPT) && kind != FrameKind.CLOSE) {
			throw protocol("frame " + kind + (this.heardAccept ? ": a second time" : ": before ACCEPT"));
		}
		switch (kind) {
			case ACCEPT -> accepted(in);
			case TYPES -> announced(this.heard.read(in));
			case PING -> answer(in.readLong());
			case PONG -> this.pings.answered(in.readLong());
			case CREDIT -> credited(in.readUnsignedInt());
			case RECEIVED -> this.reportedBytes = Math.max(this.reportedBytes, in.readLong());
			case CLOSE -> closedByOther(CloseCode.of(in.readUnsignedByte()), words(in));
			default -> {
				// Of a later version.
			}
		}
	}

	private void accepted(PayloadReader in) {
		long longest = in.readUnsignedInt();
		this.maxMessageBytes = (int) Math.min(longest, this.limits.maxSentBytes());
		this.credit.given(in.readUnsignedInt());
		List<TypeEntry> types = this.heard.read(in);
		boolean keptUp = in.remaining() > 0 && (in.readUnsignedByte() & ControlFrames.KEPT_UP) != 0;
		this.heardAccept = true;
		if (!this.control.hasAccepted()) {
			Optional<SessionException> objection = keptUp ? this.listener.keptUpByOther(this.remote) : Optional.empty();
			if (objection.isPresent()) {
				refuse(objection.get());
				return;
			}
			accept();
		}
		this.listener.announced(types);
		this.listener.established(Optional.of(this.remote), this);
	}

	/** At least one each time, so that there are no more such frames than opcodes. */
	private void announced(List<TypeEntry> added) {
		if (added.isEmpty()) {
			throw protocol("frame TYPES: no types (expected: at least one)");
		}
		this.listener.announced(added);
	}

	private void message(ByteBuf frame) {
		this.messageBytes += frame.readableBytes();
		if (!frame.isReadable()) {
			throw protocol("message: no flags");
		}
		if ((frame.readUnsignedByte() & EXTENDED) != 0) {
			skipExtensions(frame);
		}
		int bytes = frame.readableBytes();
		if (bytes > this.limits.maxMessageBytes()) {
			throw new SessionException(Fault.TOO_LONG,
					"message: " + bytes + " bytes (expected: at most " + this.limits.maxMessageBytes() + ")");
		}
		this.credit.used(bytes);
		this.held.add(frame);
	}

	private static void skipExtensions(ByteBuf frame) {
		int bytes = (frame.readableBytes() >= Short.BYTES) ? frame.readUnsignedShortLE() : Integer.MAX_VALUE;
		if (bytes > Math.min(frame.readableBytes(), MAX_EXTENSION_BYTES)) {
			throw protocol("message: extensions of " + bytes + " bytes (expected: no more than there are, at most "
					+ MAX_EXTENSION_BYTES + ")");
		}
		frame.skipBytes(bytes);
	}

	private void credited(long more) {
		this.credit.given(more);
		this.listener.creditGiven();
	}

	/** Who asks many times in one read gets few answers, one of them to the last. */
	private void answer(long ping) {
		this.pingsRead++;
		if (this.pingsRead < ControlFrames.MAX_PONGS) {
			this.control.pong(ping);
		}
		else {
			this.pinged = ping;
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		this.pingsRead = 0;
		Long ping = this.pinged;
		if (ping != null) {
			this.pinged = null;
			this.control.pong(ping);
		}
		ctx.fireChannelReadComplete();
	}

	private static String words(PayloadReader in) {
		return Printable.cut(new String(in.readRaw(in.readUnsignedByte()), StandardCharsets.UTF_8),
				ControlFrames.MAX_WORDS);
	}

	private void closedByOther(CloseCode code, String words) {
		this.closedByOther = true;
		if (!this.heardAccept) {
			throw new SessionException(refusedBy(code),
					"the other side refused this node, " + code + (words.isEmpty() ? "" : ": " + words));
		}
		this.held.last(() -> this.listener.closedByOther(code, words));
	}

	private static Fault refusedBy(CloseCode code) {
		return switch (code) {
			case LIMIT -> Fault.REFUSED_BY_LIMIT;
			case DUPLICATE -> Fault.REFUSED_AS_DUPLICATE;
			default -> Fault.REFUSED;
		};
	}

	/** The other end has closed its half, and with it all. */
	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			this.held.last(() -> {
				tellHowItEnded(ctx);
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
			this.held.resume();
		}
		catch (RuntimeException ex) {
			ctx.fireExceptionCaught(ex);
		}
		tellHowItEnded(ctx);
		ctx.fireChannelReadComplete();
		ctx.fireChannelInactive();
	}

	private void tellHowItEnded(ChannelHandlerContext ctx) {
		if (this.refusal != null) {
			ctx.fireExceptionCaught(this.refusal);
		}
		else if (!this.closedByOther && !this.control.isClosed()) {
			ctx.fireExceptionCaught(
					new SessionException(Fault.CUT, "the connection ended without a closing word (expected: CLOSE)"));
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		this.vitals.stop();
		this.pings.end();
	}

	private static SessionException protocol(String message) {
		return new SessionException(Fault.PROTOCOL, message);
	}

	// --- who may go on reading

	@Override
	public void pause() {
		this.held.pause();
	}

	@Override
	public void resume() {
		ChannelHandlerContext ctx = this.context;
		if (ctx == null) {
			return;
		}
		try {
			this.held.resume();
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
		giveCredit();
	}

	private void giveCredit() {
		if (this.heardAccept) {
			this.control.credit(this.credit::give);
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
		this.credit.spent(body.length);
		FrameEncoder.begin(2 + body.length, out);
		out.writeByte(FrameKind.MESSAGE.number());
		out.writeByte(0);
		out.writeBytes(body);
	}

	@Override
	public void announce(List<TypeEntry> types, ByteBuf out) {
		this.control.types(types, out);
	}

	@Override
	public boolean close(CloseCode code, String words) {
		return this.control.close(code, words);
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
	public long heardNanos() {
		return this.records.heardNanos();
	}

	@Override
	public long messageBytes() {
		FrameDecoder frames = this.channel.pipeline().get(FrameDecoder.class);
		int begun = (frames != null) ? frames.begunBytes() : 0;
		return this.messageBytes + begun + this.records.begunContentBytes();
	}

	@Override
	public long handedOnBytes() {
		return this.sealed.sealedBytes();
	}

	@Override
	public long reportedBytes() {
		return this.reportedBytes;
	}

	@Override
	public boolean hasUnfinishedRecord(long now) {
		return this.records.isUnfinished(now);
	}

	@Override
	public void giveSign() {
		if (this.heardAccept) {
			this.control.received(this.records.receivedBytes());
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

	private void fail(Throwable cause) {
		if (this.context != null) {
			this.context.fireExceptionCaught(cause);
		}
	}

}
