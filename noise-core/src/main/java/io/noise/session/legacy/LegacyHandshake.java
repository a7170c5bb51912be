package io.noise.session.legacy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.LegacyOptions;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionListener;
import io.noise.wire.FrameDecoder;
import io.noise.wire.FrameEncoder;
import io.noise.wire.FrameReceiver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads a connection from its first byte to the {@link LegacyLink}, the same at both
 * ends: the ECDH block, then the AEAD block of the original. Keys are computed off the
 * event loop, and nothing is looked at meanwhile.
 *
 * <pre>
 * frame      opcode  payload             sent                          sealed
 * handshake  1       HandshakeMessage    at once                       no
 * ack        2       none                once this end has the key     no
 * others     3..255  the application's   once the other's ack is here  yes
 * </pre>
 *
 * After its ack an end sends nothing in the clear, since nobody can send before there is
 * a link. What the other end sends in the clear before its ack, as originals do whose
 * application sends while the blocks still run, is dropped; what it seals after its ack
 * is delivered.
 */
final class LegacyHandshake extends ChannelInboundHandlerAdapter implements FrameReceiver {

	private static final int HANDSHAKE_OPCODE = 1;

	/** The highest opcode that applications cannot have. */
	static final int ACK_OPCODE = 2;

	private static final int HANDSHAKE_FRAME_BYTES = 1 + HandshakeMessage.BYTES;

	private static final Logger logger = LoggerFactory.getLogger(LegacyHandshake.class);

	/** The step that is waited for. */
	private enum Step {

		OWN_KEYS, HANDSHAKE, SECRET, ACK, NOTHING, OVER

	}

	private final Channel channel;

	private final Role role;

	private final LegacyOptions options;

	private final SessionContext context;

	private final SessionListener listener;

	private final FirstBytesGuard guard = new FirstBytesGuard();

	private final FrameDecoder frames;

	private Step step = Step.OWN_KEYS;

	private @Nullable EcdhHandshake handshake;

	private @Nullable LegacyLink link;

	private @Nullable Future<?> timer;

	LegacyHandshake(Channel channel, Role role, LegacyOptions options, SessionContext context,
			SessionListener listener) {
		this.channel = channel;
		this.role = role;
		this.options = options;
		this.context = context;
		this.listener = listener;
		int maxFrameBytes = Math.max(context.limits().maxMessageBytes(), HANDSHAKE_FRAME_BYTES);
		this.frames = new FrameDecoder(maxFrameBytes, context.limits().frameTimeout(), this);
	}

	/**
	 * Enters the pipeline, and says the first word before anything is read.
	 * @param keys makes a handshake with keys of its own
	 */
	void begin(Supplier<EcdhHandshake> keys) {
		this.channel.pipeline()
			.addBefore(ChannelSession.TAIL, "first-bytes", this.guard)
			.addBefore(ChannelSession.TAIL, "frames", this.frames)
			.addBefore(ChannelSession.TAIL, "legacy", this);
		limit("handshake", this.options.handshakeTimeout());
		compute(keys::get, this::sendHandshake, EcdhHandshake::close);
	}

	private void sendHandshake(EcdhHandshake own) {
		this.handshake = own;
		PayloadWriter body = new PayloadWriter().writeByte(HANDSHAKE_OPCODE);
		own.message().write(body);
		this.step = Step.HANDSHAKE;
		write(body.toBytes());
	}

	// --- what comes in

	@Override
	public void frame(ByteBuf body) {
		if (this.step == Step.NOTHING && this.link != null) {
			this.link.open(body);
			return;
		}
		try {
			if (this.step != Step.OVER) {
				readEarly(body);
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private void readEarly(ByteBuf body) {
		int bytes = body.readableBytes();
		int opcode = (bytes > 0) ? body.getUnsignedByte(body.readerIndex()) : 0;
		if (opcode > ACK_OPCODE) {
			// The original sends what its application wants to send even now.
			logger.debug("{}: message of {} bytes with opcode {} dropped: it came in the clear, before the ack",
					this.channel, bytes, opcode);
		}
		else if (opcode == HANDSHAKE_OPCODE && this.step == Step.HANDSHAKE) {
			readHandshake(body);
		}
		else if (opcode == ACK_OPCODE && this.step == Step.ACK) {
			readAck(bytes);
		}
		else {
			throw unexpected(opcode, bytes);
		}
	}

	private void readHandshake(ByteBuf body) {
		if (body.readableBytes() != HANDSHAKE_FRAME_BYTES) {
			throw new SessionException(Fault.HANDSHAKE, "handshake: " + body.readableBytes() + " bytes (expected: "
					+ HANDSHAKE_FRAME_BYTES + "); first bytes: " + this.guard.description());
		}
		body.skipBytes(1);
		HandshakeMessage theirs = HandshakeMessage.readAll(PayloadReader.of(ByteBufUtil.getBytes(body)));
		EcdhHandshake own = this.handshake;
		if (own != null) {
			this.step = Step.SECRET;
			compute(() -> FrameCiphers.agree(own, theirs, this.options), this::acknowledge, FrameCiphers::close);
			this.handshake = null;
		}
	}

	/** Sends the ack; from the next frame on all that is sent is sealed. */
	private void acknowledge(FrameCiphers ciphers) {
		this.link = new LegacyLink(this.channel, this.frames, this.context.limits(), ciphers, this.listener);
		this.step = Step.ACK;
		limit("ack", this.options.ackTimeout());
		write(new byte[] { ACK_OPCODE });
	}

	private void readAck(int bytes) {
		if (bytes != 1) {
			throw new SessionException(Fault.HANDSHAKE, "ack: " + bytes + " bytes (expected: 1, its opcode)");
		}
		LegacyLink established = this.link;
		if (established != null) {
			stopTimer();
			this.step = Step.NOTHING;
			this.listener.established(Optional.empty(), established);
		}
	}

	private SessionException unexpected(int opcode, int bytes) {
		String what = switch (opcode) {
			case HANDSHAKE_OPCODE -> "a second handshake";
			case ACK_OPCODE -> "an ack before the handshake";
			default -> (bytes == 0) ? "an empty frame" : "the empty message, which ends a connection";
		};
		return new SessionException(Fault.HANDSHAKE, "handshake: " + what + " came (expected: "
				+ ((this.step == Step.ACK) ? "an ack" : "one handshake") + ")");
	}

	// --- time, and the end

	private void limit(String what, Duration limit) {
		stopTimer();
		this.timer = this.channel.eventLoop()
			.schedule(
					() -> fail(new SessionException(Fault.LATE,
							what + ": none from the other side within " + limit + firstBytes())),
					limit.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void stopTimer() {
		if (this.timer != null) {
			this.timer.cancel(false);
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			fail(hungUp());
		}
		ctx.fireUserEventTriggered(event);
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		fail(hungUp());
		ctx.fireChannelInactive();
	}

	/**
	 * Ends the handshake: the connection cannot go on. A reset without a word tells the
	 * same as an end.
	 */
	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		if (cause instanceof IOException && this.guard.description().isEmpty()) {
			fail(hungUp());
		}
		if (this.step != Step.NOTHING) {
			end();
		}
		ctx.fireExceptionCaught(cause);
	}

	private SessionException hungUp() {
		if (this.guard.description().isEmpty()) {
			boolean dialed = this.role == Role.INITIATOR;
			return new SessionException(dialed ? Fault.FOREIGN : Fault.CUT,
					"the other side hung up without a word"
							+ " (this side speaks session legacy; it may speak plain, secure or tls"
							+ (dialed ? ", or take no more connections from here)" : ")"));
		}
		return new SessionException(Fault.HANDSHAKE,
				"the other side hung up in the middle of the handshake" + firstBytes());
	}

	private String firstBytes() {
		String first = this.guard.description();
		return first.isEmpty() ? "" : "; first bytes: " + first;
	}

	private void fail(Throwable failure) {
		if (this.step == Step.NOTHING || this.step == Step.OVER) {
			return;
		}
		end();
		SessionException told = (failure instanceof SessionException known) ? known
				: new SessionException(Fault.HANDSHAKE, String.valueOf(failure.getMessage()), failure);
		this.channel.pipeline().context(this).fireExceptionCaught(told);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		end();
	}

	/** Wipes the keys, which nobody uses now. */
	private void end() {
		this.step = Step.OVER;
		stopTimer();
		if (this.handshake != null) {
			this.handshake.close();
		}
		if (this.link != null) {
			this.link.close();
		}
	}

	// --- work

	private void write(byte[] body) {
		ByteBuf frame = this.channel.alloc().buffer();
		FrameEncoder.encode(body, frame);
		this.channel.writeAndFlush(frame);
	}

	/**
	 * Computes off the event loop, and goes on there.
	 * @param wipe for what nobody needs any more
	 */
	private <T> void compute(Callable<T> work, Consumer<T> then, Consumer<T> wipe) {
		this.frames.pause();
		EventLoop loop = this.channel.eventLoop();
		this.context.compute(this.channel, work).whenComplete((value, failure) -> {
			try {
				loop.execute(() -> computed(value, failure, then, wipe));
			}
			catch (RejectedExecutionException ex) {
				// The node is closed, and the channel with it.
				if (failure == null) {
					wipe.accept(value);
				}
			}
		});
	}

	private <T> void computed(T value, @Nullable Throwable failure, Consumer<T> then, Consumer<T> wipe) {
		if (failure != null) {
			fail(failure);
		}
		else if (this.step == Step.OVER) {
			wipe.accept(value);
		}
		else {
			then.accept(value);
			this.frames.resume();
		}
	}

}
