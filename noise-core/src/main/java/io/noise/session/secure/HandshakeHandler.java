package io.noise.session.secure;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.noise.identity.NodeId;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Leads one end from the first byte to the {@link SecureLink} that replaces this. What
 * comes is collected on the event loop until a step has all it needs; the step computes
 * elsewhere, and nothing is read meanwhile.
 *
 * <pre>
 * initiator                                        responder
 *    offer | length u16 | message 1: e           --&gt;
 *  &lt;--   choice | length u16 | message 2: e, s, identity proof
 *    length u16 | message 3: s, identity proof | records ...  --&gt;
 *  &lt;--   records ...
 * </pre>
 */
abstract class HandshakeHandler extends ChannelInboundHandlerAdapter {

	/** The longest message of a handshake. */
	private static final int MAX_MESSAGE_BYTES = 1024;

	private final SecureKeys keys;

	private final SessionContext session;

	private final SessionListener listener;

	private @Nullable ChannelHandlerContext context;

	private ByteBuf collected = Unpooled.EMPTY_BUFFER;

	private boolean somethingCame;

	private boolean computing;

	private boolean over;

	private @Nullable Handshake handshake;

	HandshakeHandler(SecureKeys keys, SessionContext session, SessionListener listener) {
		this.keys = keys;
		this.session = session;
		this.listener = listener;
	}

	SecureKeys keys() {
		return this.keys;
	}

	/** The handshake, once there is one. */
	Handshake handshake() {
		Handshake now = this.handshake;
		if (now == null) {
			throw new IllegalStateException("handshake: not begun");
		}
		return now;
	}

	Handshake begin(Handshake begun) {
		this.handshake = begun;
		return begun;
	}

	/**
	 * Takes the next step, if what it needs has come.
	 * @return false if it has not, or what follows is for later
	 */
	abstract boolean step(ByteBuf in);

	/**
	 * The failure of a handshake whose other end hung up.
	 * @param somethingCame whether there was a byte before that
	 * @param cause how it hung up, where it was not in good order
	 */
	abstract SessionException hungUp(boolean somethingCame, @Nullable IOException cause);

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
		this.collected = ctx.alloc().buffer();
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		ByteBuf in = (ByteBuf) message;
		try {
			this.somethingCame = true;
			if (!this.over) {
				this.collected.writeBytes(in);
				steps();
			}
		}
		finally {
			in.release();
		}
	}

	private void steps() {
		try {
			boolean goOn = true;
			while (goOn && !this.computing && !this.over) {
				goOn = step(this.collected);
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	/**
	 * Reads a message with its length before it.
	 * @return the message, null if more must come
	 */
	static byte @Nullable [] message(ByteBuf in) {
		if (in.readableBytes() < Short.BYTES) {
			return null;
		}
		int length = in.getUnsignedShort(in.readerIndex());
		if (length > MAX_MESSAGE_BYTES) {
			throw new SessionException(Fault.HANDSHAKE,
					"handshake message: " + length + " bytes (expected: at most " + MAX_MESSAGE_BYTES + ")");
		}
		if (in.readableBytes() < Short.BYTES + length) {
			return null;
		}
		in.skipBytes(Short.BYTES);
		return ByteBufUtil.getBytes(in.readSlice(length));
	}

	/**
	 * Computes off the event loop, and goes on there with what came out.
	 */
	<T> void compute(Callable<T> computation, Consumer<T> then) {
		await(this.session.compute(pipelineContext().channel(), computation), then);
	}

	/**
	 * Waits for what another thread does; nothing is read meanwhile.
	 */
	<T> void await(CompletableFuture<T> result, Consumer<T> then) {
		ChannelHandlerContext here = pipelineContext();
		this.computing = true;
		here.channel().config().setAutoRead(false);
		result.whenComplete((value, failure) -> {
			try {
				here.executor().execute(() -> computed(value, failure, then));
			}
			catch (RejectedExecutionException ex) {
				// The node is closed, and the channel with it.
				destroyKeys();
			}
		});
	}

	private <T> void computed(T value, @Nullable Throwable failure, Consumer<T> then) {
		this.computing = false;
		if (this.over) {
			destroy();
			return;
		}
		if (failure != null) {
			fail(thrownBy(failure));
			return;
		}
		try {
			then.accept(value);
		}
		catch (Throwable ex) {
			if (this.over) {
				// After the handshake, on the way to the link.
				pipelineContext().fireExceptionCaught(ex);
			}
			else {
				fail(ex);
			}
			return;
		}
		steps();
		if (!this.computing) {
			// The last thing to do: what is there may come at once.
			pipelineContext().channel().config().setAutoRead(true);
		}
	}

	/**
	 * The failure without what futures that depend on others put around it.
	 */
	static Throwable thrownBy(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	void write(byte[]... parts) {
		pipelineContext().writeAndFlush(Unpooled.wrappedBuffer(parts)).addListener((write) -> {
			if (!write.isSuccess() && !(write.cause() instanceof ClosedChannelException)) {
				exceptionCaught(pipelineContext(), write.cause());
			}
		});
	}

	/** A message with its length before it. */
	static byte[] framed(byte[] message) {
		byte[] framed = new byte[Short.BYTES + message.length];
		framed[0] = (byte) (message.length >> Byte.SIZE);
		framed[1] = (byte) message.length;
		System.arraycopy(message, 0, framed, Short.BYTES, message.length);
		return framed;
	}

	/**
	 * Asks the node whether the other end is welcome.
	 */
	CompletableFuture<Void> admit(NodeId proven) {
		return this.listener.admit(proven);
	}

	/**
	 * Makes way for the established link.
	 * @param transport the keys of the two directions
	 * @return the link, which has said nothing yet
	 */
	SecureLink finish(CipherState.Pair transport, NodeId proven) {
		SecureLink link = new SecureLink(pipelineContext().channel(), proven, this.session.limits(), this.listener,
				transport);
		link.install();
		this.over = true;
		return link;
	}

	/**
	 * Leaves the pipeline, and hands on what came after the handshake.
	 */
	void leave() {
		ChannelHandlerContext here = pipelineContext();
		ByteBuf rest = this.collected;
		this.collected = Unpooled.EMPTY_BUFFER;
		if (rest.isReadable()) {
			here.fireChannelRead(rest);
			here.fireChannelReadComplete();
		}
		else {
			rest.release();
		}
		here.pipeline().remove(this);
	}

	void fail(Throwable failure) {
		if (!this.over) {
			this.over = true;
			destroy();
			SessionException told = (failure instanceof SessionException known) ? known
					: new SessionException(Fault.HANDSHAKE, "handshake: " + failure.getMessage(), failure);
			pipelineContext().fireExceptionCaught(told);
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			fail(hungUp(this.somethingCame, null));
		}
		ctx.fireUserEventTriggered(event);
	}

	/** A node that closes with bytes unread resets the connection. */
	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
		if (thrown instanceof IOException reset) {
			fail(hungUp(this.somethingCame, reset));
		}
		else {
			ctx.fireExceptionCaught(thrown);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		fail(hungUp(this.somethingCame, null));
		ctx.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		this.over = true;
		this.collected.release();
		this.collected = Unpooled.EMPTY_BUFFER;
		if (!this.computing) {
			destroy();
		}
	}

	private void destroy() {
		if (!this.computing) {
			destroyKeys();
		}
	}

	/** Wipes the keys, which no other thread uses now. */
	void destroyKeys() {
		if (this.handshake != null) {
			this.handshake.destroy();
		}
	}

	private ChannelHandlerContext pipelineContext() {
		ChannelHandlerContext now = this.context;
		if (now == null) {
			throw new IllegalStateException("handshake: not in a pipeline");
		}
		return now;
	}

}
