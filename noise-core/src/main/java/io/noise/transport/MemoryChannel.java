package io.noise.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory, which its event loop drives as it would drive a
 * socket: it reads when it is asked to, stops writing while the other end does not read,
 * and each direction has an end of its own. A reset is noticed by the next read or write.
 */
final class MemoryChannel extends AbstractChannel implements DuplexChannel {

	private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

	private final MemoryListeners listeners;

	private final MemoryChannelConfig config = new MemoryChannelConfig(this, this::autoReadCleared);

	private final MemoryReads reads = new MemoryReads(this, this.config);

	private final MemoryLoop loop = new MemoryLoop(this);

	/** Whether {@link #goOn} is about to run. */
	private final AtomicBoolean woken = new AtomicBoolean();

	private volatile @Nullable MemorySocket socket;

	private volatile @Nullable SocketAddress local;

	private volatile @Nullable SocketAddress remote;

	private volatile boolean connected;

	private volatile boolean closed;

	private volatile boolean outputShutdown;

	/** The attempt to connect, once there is one. On the event loop. */
	private @Nullable MemoryDial dial;

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
	protected void doRegister(ChannelPromise promise) {
		this.loop.registered();
		MemorySocket present = this.socket;
		if (present != null) {
			present.onEvent(this::wake);
		}
		promise.setSuccess();
	}

	@Override
	protected void doDeregister() {
		this.loop.deregistered();
	}

	/** Has {@link #goOn} run soon, once for any number of calls. From any thread. */
	private void wake() {
		if (this.woken.compareAndSet(false, true)) {
			this.loop.execute(this::goOn);
		}
	}

	/** Something has arrived, or there is room again, or the connection was reset. */
	private void goOn() {
		this.woken.set(false);
		MemorySocket present = this.socket;
		if (present == null) {
			return;
		}
		if (isActive()) {
			((MemoryUnsafe) unsafe()).writeOn();
			this.reads.readFrom(present);
		}
		else if (this.dial != null && present.isReset()) {
			this.dial.fail(new ConnectException("Connection reset: " + this.remote));
		}
	}

	/** Connects, and gives access to what a channel must not show. */
	private final class MemoryUnsafe extends AbstractUnsafe {

		@Override
		public void connect(SocketAddress remoteAddress, @Nullable SocketAddress localAddress, ChannelPromise promise) {
			if (promise.isDone() || !ensureOpen(promise)) {
				return;
			}
			if (isActive()) {
				throw new AlreadyConnectedException();
			}
			if (MemoryChannel.this.dial != null) {
				throw new ConnectionPendingException();
			}
			begin(remoteAddress, localAddress, promise);
		}

		void writeOn() {
			flush0();
		}

	}

	private void begin(SocketAddress to, @Nullable SocketAddress from, ChannelPromise promise) {
		SocketAddress bound = (from != null) ? from : this.local;
		SocketAddress own = (bound != null) ? bound : this.listeners.nextAddress();
		this.local = own;
		this.remote = to;
		MemoryDial begun = new MemoryDial(this, to, promise);
		this.dial = begun;
		begun.timeOutAfter(this.config.getConnectTimeoutMillis());
		try {
			MemorySocket made = this.listeners.connect(own, to, () -> this.loop.execute(begun::succeed),
					() -> this.loop.execute(begun::refuse));
			this.socket = made;
			made.onEvent(this::wake);
		}
		catch (ConnectException ex) {
			this.loop.execute(() -> begun.fail(ex));
		}
	}

	/** The attempt to connect has succeeded. */
	void becomeActive() {
		this.connected = true;
		wake();
	}

	@Override
	protected void doBeginRead() {
		this.reads.want();
		MemorySocket present = this.socket;
		if (present != null && present.isReadable() && !this.reads.isShutdown()) {
			wake();
		}
	}

	private void autoReadCleared() {
		this.loop.executeNow(this.reads::unwant);
	}

	@Override
	protected Object filterOutboundMessage(Object message) {
		if (message instanceof ByteBuf) {
			return message;
		}
		throw new UnsupportedOperationException("message: " + message.getClass().getName() + " (expected: a ByteBuf)");
	}

	@Override
	protected void doWrite(ChannelOutboundBuffer in) throws IOException {
		MemorySocket present = this.socket;
		if (present == null) {
			throw new ClosedChannelException();
		}
		for (Object next = in.current(); next != null; next = in.current()) {
			ByteBuf bytes = (ByteBuf) next;
			int length = bytes.readableBytes();
			int written = present.write(bytes);
			if (written < length) {
				in.removeBytes(written);
				return;
			}
			in.progress(written);
			in.remove();
		}
	}

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
		if (this.dial != null) {
			this.dial.giveUp(new ClosedChannelException());
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
	public ChannelFuture shutdownInput() {
		return shutdownInput(newPromise());
	}

	@Override
	public ChannelFuture shutdownInput(ChannelPromise promise) {
		this.loop.executeNow(() -> {
			this.reads.shutDown();
			MemorySocket present = this.socket;
			if (present != null) {
				present.dropInput();
			}
			promise.setSuccess();
		});
		return promise;
	}

	@Override
	public ChannelFuture shutdownOutput() {
		return shutdownOutput(newPromise());
	}

	@Override
	public ChannelFuture shutdownOutput(ChannelPromise promise) {
		this.loop.executeNow(() -> ((AbstractUnsafe) unsafe()).shutdownOutput(promise));
		return promise;
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
		return this.reads.isShutdown() || this.closed;
	}

	@Override
	public boolean isOutputShutdown() {
		return this.outputShutdown || this.closed;
	}

	@Override
	public boolean isShutdown() {
		return isInputShutdown() && isOutputShutdown();
	}

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
