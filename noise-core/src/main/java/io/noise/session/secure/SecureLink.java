package io.noise.session.secure;

import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;

import io.noise.identity.NodeId;
import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.session.channel.CloseCode;
import io.noise.session.channel.Printable;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import io.noise.session.channel.SessionLink;
import io.noise.session.channel.SessionListener;
import io.noise.session.channel.TypeEntry;
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

	private static final int MAX_WORDS = 64;

	/** How long the other end may take to hang up. */
	private static final Duration LINGER = Duration.ofSeconds(1);

	private final Channel channel;

	private final NodeId remote;

	private final SessionLimits limits;

	private final SessionListener listener;

	private final RecordDecoder records;

	private final RecordEncoder sealed;

	private final Vitals vitals;

	private final TypeTable told = new TypeTable();

	private final TypeTable heard = new TypeTable();

	private final Credit credit;

	private final HeldMessages held;

	private final Pings pings = new Pings(this::writePing);

	private boolean accepted;

	private volatile int maxMessageBytes;

	private @Nullable Long unansweredPing;

	/** Whether this end has said its last word. */
	private boolean closed;

	/** Whether the other end has. */
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
		this.credit = new Credit(limits.receiveWindowBytes(), limits.maxMessageBytes());
		this.held = new HeldMessages(listener);
		this.vitals = new Vitals(channel, limits, this);
	}

	/**
	 * The longest frame that may come.
	 */
	static int maxFrameBytes(SessionLimits limits) {
		int message = Math.addExact(limits.maxMessageBytes(), 2 + 2 + MAX_EXTENSION_BYTES);
		return Math.max(message, 1 + 2 * Integer.BYTES + TypeTable.MAX_BYTES);
	}

	/**
	 * Accepts the other end: sends the first frame.
	 */
	void accept() {
		ByteBuf body = this.channel.alloc().buffer();
		try {
			body.writeIntLE(this.limits.maxMessageBytes());
			body.writeIntLE((int) this.credit.window());
			this.told.write(this.listener.types(), body);
			write(FrameKind.ACCEPT, body);
		}
		finally {
			body.release();
		}
	}

	/**
	 * Refuses the other end: says so, and hangs up once it has heard it, or soon.
	 */
	void refuse(SessionException why) {
		this.refusal = why;
		this.closedByOther = true;
		close((why.fault() == Fault.LIMIT) ? CloseCode.LIMIT : CloseCode.REJECTED, String.valueOf(why.getMessage()));
		if (this.channel instanceof DuplexChannel duplex) {
			this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((written) -> duplex.shutdownOutput());
		}
		this.channel.eventLoop().schedule(() -> this.channel.close(), LINGER.toNanos(), TimeUnit.NANOSECONDS);
	}

	// --- what comes in

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
		this.vitals.start();
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
		if (kind == FrameKind.MESSAGE && this.accepted) {
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
		if (this.accepted == (kind == FrameKind.ACCEPT) && kind != FrameKind.CLOSE) {
			throw protocol("frame " + kind + (this.accepted ? ": a second time" : ": before ACCEPT"));
		}
		switch (kind) {
			case ACCEPT -> accepted(in);
			case TYPES -> announced(this.heard.read(in));
			case PING -> answer(in.readLong());
			case PONG -> this.pings.answered(in.readLong());
			case CREDIT -> credited(in.readUnsignedInt());
			case CLOSE -> closedByOther(CloseCode.of(in.readUnsignedByte()), words(in));
			default -> {
				// Of a later version.
			}
		}
	}

	private void accepted(PayloadReader in) {
		long longest = in.readUnsignedInt();
		this.maxMessageBytes = (int) Math.min(longest, this.limits.maxMessageBytes());
		this.credit.given(in.readUnsignedInt());
		this.accepted = true;
		this.listener.announced(this.heard.read(in));
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
		if (!frame.isReadable()) {
			throw protocol("message: no flags");
		}
		if ((frame.readUnsignedByte() & EXTENDED) != 0) {
			skipExtensions(frame);
		}
		int bytes = frame.readableBytes();
		if (bytes > this.limits.maxMessageBytes()) {
			throw new SessionException(Fault.LIMIT,
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

	private void answer(long ping) {
		if (this.channel.isWritable()) {
			write(FrameKind.PONG, ping);
		}
		else {
			// Who asks and does not read gets one answer, however often it asks.
			this.unansweredPing = ping;
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		Long ping = this.unansweredPing;
		if (ping != null && this.channel.isWritable()) {
			this.unansweredPing = null;
			write(FrameKind.PONG, ping);
		}
		giveCredit();
		ctx.fireChannelWritabilityChanged();
	}

	private static String words(PayloadReader in) {
		return Printable.cut(new String(in.readRaw(in.readUnsignedByte()), StandardCharsets.UTF_8), MAX_WORDS);
	}

	private void closedByOther(CloseCode code, String words) {
		this.closedByOther = true;
		if (!this.accepted) {
			throw new SessionException((code == CloseCode.LIMIT) ? Fault.REFUSED_BY_LIMIT : Fault.REFUSED,
					"the other side refused this node, " + code + (words.isEmpty() ? "" : ": " + words));
		}
		this.held.last(() -> this.listener.closedByOther(code, words));
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
		else if (!this.closedByOther && !this.closed) {
			ctx.fireExceptionCaught(
					new SessionException(Fault.CUT, "the connection ended without a closing word (expected: CLOSE)"));
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		this.vitals.stop();
		this.pings.fail();
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

	/** Who sends and does not read is given nothing more. */
	private void giveCredit() {
		long due = (this.accepted && this.channel.isWritable()) ? this.credit.give() : 0;
		if (due > 0) {
			ByteBuf body = this.channel.alloc().buffer(Integer.BYTES).writeIntLE((int) due);
			try {
				write(FrameKind.CREDIT, body);
			}
			finally {
				body.release();
			}
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
		if (this.told.added(types).isEmpty()) {
			return;
		}
		ByteBuf body = this.channel.alloc().buffer();
		try {
			this.told.write(types, body);
			frame(FrameKind.TYPES, body, out);
		}
		finally {
			body.release();
		}
	}

	private void write(FrameKind kind, long value) {
		ByteBuf body = this.channel.alloc().buffer(Long.BYTES).writeLongLE(value);
		try {
			write(kind, body);
		}
		finally {
			body.release();
		}
	}

	private void write(FrameKind kind, ByteBuf body) {
		if (!this.closed) {
			ByteBuf out = this.channel.alloc().buffer(body.readableBytes() + Integer.BYTES);
			frame(kind, body, out);
			this.channel.writeAndFlush(out).addListener(this::written);
		}
	}

	/** Where a part of the stream is missing, the connection cannot go on. */
	private void written(Future<?> write) {
		if (!write.isSuccess() && !this.closed && !(write.cause() instanceof ClosedChannelException)
				&& this.context != null) {
			this.context.fireExceptionCaught(write.cause());
		}
	}

	private static void frame(FrameKind kind, ByteBuf body, ByteBuf out) {
		FrameEncoder.begin(1 + body.readableBytes(), out);
		out.writeByte(kind.number());
		out.writeBytes(body);
	}

	@Override
	public boolean close(CloseCode code, String words) {
		if (this.closed) {
			return false;
		}
		byte[] text = words.getBytes(StandardCharsets.UTF_8);
		int end = Math.min(text.length, MAX_WORDS);
		while (end < text.length && (text[end] & 0xC0) == 0x80) {
			// Within a character.
			end--;
		}
		byte[] shown = Arrays.copyOf(text, end);
		ByteBuf body = this.channel.alloc().buffer();
		try {
			body.writeByte(code.number());
			body.writeByte(shown.length);
			body.writeBytes(shown);
			write(FrameKind.CLOSE, body);
		}
		finally {
			body.release();
		}
		this.closed = true;
		return true;
	}

	// --- signs of life

	@Override
	public CompletableFuture<Duration> ping() {
		return this.pings.ask(this.channel.eventLoop());
	}

	@Override
	public Optional<Duration> roundTripTime() {
		return this.pings.lastRoundTrip();
	}

	private void writePing(long value) {
		write(FrameKind.PING, value);
	}

	@Override
	public long heardNanos() {
		return this.records.openedNanos();
	}

	@Override
	public long handedOnBytes() {
		return this.sealed.sealedBytes();
	}

	@Override
	public long recordBegunAgoNanos(long now) {
		return this.records.begunAgoNanos(now);
	}

	@Override
	public void ask() {
		this.pings.ask(this.channel.eventLoop());
	}

	@Override
	public void dead(SessionException why) {
		if (this.context != null) {
			this.context.fireExceptionCaught(why);
		}
	}

}
