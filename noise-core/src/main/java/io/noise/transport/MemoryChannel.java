package io.noise.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory, which its event loop drives as it would drive a
 * socket: it reads when it is asked to, stops writing while the other end does not read,
 * and each direction has an end of its own.
 */
final class MemoryChannel extends AbstractChannel implements DuplexChannel {

	private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

	private static final int READS_AT_ONCE = 16;

	private final MemoryListeners listeners;

	private final ChannelConfig config = new DefaultChannelConfig(this);

	private volatile @Nullable MemorySocket socket;

	private volatile @Nullable SocketAddress local;

	private volatile @Nullable SocketAddress remote;

	private volatile boolean connected;

	private volatile boolean closed;

	private volatile boolean inputShutdown;

	private volatile boolean outputShutdown;

	/** Present while it connects. On the event loop, as all that follows. */
	private @Nullable ChannelPromise connecting;

	private boolean readWanted;

	/**
	 * Creates a channel that is not connected.
	 */
	MemoryChannel(MemoryListeners listeners) {
		super(null);
		this.listeners = listeners;
	}

	/**
	 * Creates the channel of a connection that is accepted.
	 */
	MemoryChannel(Channel parent, MemoryListeners listeners, MemorySocket socket, SocketAddress local,
			SocketAddress remote) {
		super(parent);
		this.listeners = listeners;
		this.socket = socket;
		this.local = local;
		this.remote = remote;
		this.connected = true;
	}

	@Override
	protected AbstractUnsafe newUnsafe() {
		return new MemoryUnsafe();
	}

	@Override
	protected void doRegister() {
		MemorySocket present = this.socket;
		if (present != null) {
			listen(present);
		}
	}

	private void listen(MemorySocket present) {
		present.onEvent(() -> onLoop(this::goOn));
	}

	private void onLoop(Runnable task) {
		try {
			eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The node is closed, and this channel is about to be.
		}
	}

	/** Something has arrived, or there is room again. */
	private void goOn() {
		if (isActive()) {
			((MemoryUnsafe) unsafe()).writeOn();
			readIfWanted();
		}
	}

	// --- connecting

	/** Connects, and gives access to what a channel must not show. */
	private final class MemoryUnsafe extends AbstractUnsafe {

		@Override
		public void connect(SocketAddress remoteAddress, SocketAddress localAddress, ChannelPromise promise) {
			if (promise.isDone() || !ensureOpen(promise)) {
				return;
			}
			if (MemoryChannel.this.connecting != null) {
				throw new ConnectionPendingException();
			}
			if (isActive()) {
				throw new AlreadyConnectedException();
			}
			begin(remoteAddress, localAddress, promise);
		}

		void writeOn() {
			flush0();
		}

	}

	private void begin(SocketAddress to, SocketAddress from, ChannelPromise promise) {
		this.connecting = promise;
		this.remote = to;
		this.local = from;
		int millis = config().getConnectTimeoutMillis();
		Future<?> timeout = eventLoop().schedule(
				() -> fail(promise, new ConnectTimeoutException("connection timed out after " + millis + " ms: " + to)),
				millis, TimeUnit.MILLISECONDS);
		promise.addListener((done) -> {
			timeout.cancel(false);
			if (done.isCancelled()) {
				close();
			}
		});
		this.socket = this.listeners.connect(from, to, () -> onLoop(() -> finish(promise)),
				() -> onLoop(() -> fail(promise, new ConnectException("Connection refused: " + to))));
	}

	private void finish(ChannelPromise promise) {
		MemorySocket made = this.socket;
		if (made == null || this.closed || this.connecting != promise) {
			return;
		}
		this.connecting = null;
		this.connected = true;
		if (!promise.trySuccess()) {
			close();
			return;
		}
		pipeline().fireChannelActive();
		listen(made);
	}

	private void fail(ChannelPromise promise, Exception why) {
		if (this.connecting == promise) {
			this.connecting = null;
			promise.tryFailure(why);
			close();
		}
	}

	// --- reading and writing

	@Override
	protected void doBeginRead() {
		this.readWanted = true;
		MemorySocket present = this.socket;
		if (present != null && present.isReadable() && !this.inputShutdown) {
			onLoop(this::readIfWanted);
		}
	}

	private void readIfWanted() {
		MemorySocket present = this.socket;
		if (present == null || !this.readWanted || !isActive() || this.inputShutdown) {
			return;
		}
		int reads = 0;
		for (ByteBuf next = present.read(); next != null; next = present.read()) {
			this.readWanted = false;
			pipeline().fireChannelRead(next);
			reads++;
			if (reads == READS_AT_ONCE || !config().isAutoRead() || !isActive()) {
				break;
			}
		}
		if (reads > 0) {
			pipeline().fireChannelReadComplete();
		}
		else {
			readEnd(present);
		}
	}

	private void readEnd(MemorySocket present) {
		try {
			if (present.isAtEnd()) {
				this.inputShutdown = true;
				pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
			}
		}
		catch (IOException ex) {
			pipeline().fireExceptionCaught(ex);
			close();
		}
	}

	@Override
	protected Object filterOutboundMessage(Object message) {
		if (message instanceof ByteBuf) {
			return message;
		}
		throw new UnsupportedOperationException("message: " + message.getClass().getName() + " (expected: a ByteBuf)");
	}

	@Override
	protected void doWrite(ChannelOutboundBuffer in) throws Exception {
		MemorySocket present = this.socket;
		if (present == null) {
			throw new ClosedChannelException();
		}
		for (Object next = in.current(); next != null; next = in.current()) {
			ByteBuf bytes = (ByteBuf) next;
			int length = bytes.readableBytes();
			int written = (length > 0) ? present.write(bytes) : 0;
			if (written < length) {
				in.removeBytes(written);
				return;
			}
			in.progress(written);
			in.remove();
		}
	}

	// --- the ends of both directions

	@Override
	protected void doShutdownOutput() {
		this.outputShutdown = true;
		MemorySocket present = this.socket;
		if (present != null) {
			present.endOutput();
		}
	}

	@Override
	protected void doClose() {
		this.closed = true;
		ChannelPromise pending = this.connecting;
		this.connecting = null;
		if (pending != null) {
			pending.tryFailure(new ClosedChannelException());
		}
		MemorySocket present = this.socket;
		if (present != null) {
			present.close();
		}
	}

	@Override
	protected void doDisconnect() {
		doClose();
	}

	@Override
	public ChannelFuture shutdownOutput() {
		return shutdownOutput(newPromise());
	}

	@Override
	public ChannelFuture shutdownOutput(ChannelPromise promise) {
		if (eventLoop().inEventLoop()) {
			((AbstractUnsafe) unsafe()).shutdownOutput(promise);
		}
		else {
			eventLoop().execute(() -> ((AbstractUnsafe) unsafe()).shutdownOutput(promise));
		}
		return promise;
	}

	@Override
	public ChannelFuture shutdownInput() {
		return shutdownInput(newPromise());
	}

	@Override
	public ChannelFuture shutdownInput(ChannelPromise promise) {
		this.inputShutdown = true;
		return promise.setSuccess();
	}

	@Override
	public ChannelFuture shutdown() {
		return shutdown(newPromise());
	}

	@Override
	public ChannelFuture shutdown(ChannelPromise promise) {
		shutdownInput();
		return shutdownOutput(promise);
	}

	@Override
	public boolean isInputShutdown() {
		return this.inputShutdown || this.closed;
	}

	@Override
	public boolean isOutputShutdown() {
		return this.outputShutdown || this.closed;
	}

	@Override
	public boolean isShutdown() {
		return isInputShutdown() && isOutputShutdown();
	}

	// --- what it is

	@Override
	protected boolean isCompatible(EventLoop loop) {
		return true;
	}

	@Override
	protected @Nullable SocketAddress localAddress0() {
		return this.local;
	}

	@Override
	protected @Nullable SocketAddress remoteAddress0() {
		return this.remote;
	}

	@Override
	protected void doBind(SocketAddress localAddress) {
		this.local = localAddress;
	}

	@Override
	public ChannelConfig config() {
		return this.config;
	}

	@Override
	public ChannelMetadata metadata() {
		return METADATA;
	}

	@Override
	public boolean isOpen() {
		return !this.closed;
	}

	@Override
	public boolean isActive() {
		return !this.closed && this.connected;
	}

}
