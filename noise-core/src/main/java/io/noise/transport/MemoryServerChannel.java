package io.noise.transport;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * A listener in memory. Connections wait to be accepted while it does not read.
 */
final class MemoryServerChannel extends AbstractServerChannel {

	private static final int BACKLOG = 4096;

	private static final int ACCEPTS_AT_ONCE = 16;

	private final MemoryListeners listeners;

	private final ChannelConfig config = new DefaultChannelConfig(this) {

		@Override
		protected void autoReadCleared() {
			MemoryServerChannel.this.autoReadCleared();
		}

	};

	private final MemoryLoop loop = new MemoryLoop(this);

	private final Object lock = new Object();

	/** The connections that wait to be accepted. Guarded by the lock. */
	private final Deque<Knock> waiting = new ArrayDeque<>();

	private volatile @Nullable SocketAddress address;

	private volatile boolean closed;

	/** Whether to accept the next connection. On the event loop. */
	private boolean readWanted;

	MemoryServerChannel(MemoryListeners listeners) {
		this.listeners = listeners;
	}

	/** A connection that waits to be accepted. */
	private record Knock(MemorySocket socket, SocketAddress from) {
	}

	/**
	 * Adds a connection that waits to be accepted. From any thread.
	 * @return false if the listener is closed, or too many wait
	 */
	boolean knock(MemorySocket socket, SocketAddress from) {
		synchronized (this.lock) {
			if (this.closed || this.waiting.size() >= BACKLOG) {
				return false;
			}
			this.waiting.add(new Knock(socket, from));
		}
		acceptLater();
		return true;
	}

	private void acceptLater() {
		this.loop.execute(this::acceptIfWanted);
	}

	@Override
	protected void doRegister(ChannelPromise promise) {
		this.loop.registered();
		promise.setSuccess();
	}

	@Override
	protected void doDeregister() {
		this.loop.deregistered();
	}

	private void autoReadCleared() {
		this.loop.executeNow(() -> {
			this.readWanted = false;
		});
	}

	private void acceptIfWanted() {
		if (!this.readWanted || this.closed) {
			return;
		}
		int accepted = 0;
		for (Knock next = next(); next != null; next = next()) {
			this.readWanted = false;
			pipeline()
				.fireChannelRead(new MemoryChannel(this, this.listeners, next.socket(), localAddress(), next.from()));
			accepted++;
			if (accepted == ACCEPTS_AT_ONCE || !config().isAutoRead()) {
				break;
			}
		}
		if (accepted > 0) {
			pipeline().fireChannelReadComplete();
		}
	}

	private @Nullable Knock next() {
		synchronized (this.lock) {
			return this.waiting.poll();
		}
	}

	@Override
	protected void doBeginRead() {
		this.readWanted = true;
		acceptLater();
	}

	@Override
	protected void doBind(SocketAddress localAddress) throws Exception {
		this.listeners.bind(localAddress, this);
		this.address = localAddress;
	}

	@Override
	protected void doClose() {
		Deque<Knock> never;
		synchronized (this.lock) {
			this.closed = true;
			never = new ArrayDeque<>(this.waiting);
			this.waiting.clear();
		}
		SocketAddress bound = this.address;
		if (bound != null) {
			this.listeners.unbind(bound, this);
		}
		never.forEach((knock) -> knock.socket().abort());
	}

	@Override
	protected boolean isCompatible(EventLoop loop) {
		return true;
	}

	@Override
	protected @Nullable SocketAddress localAddress0() {
		return this.address;
	}

	@Override
	public ChannelConfig config() {
		return this.config;
	}

	@Override
	public boolean isOpen() {
		return !this.closed;
	}

	@Override
	public boolean isActive() {
		return !this.closed && this.address != null;
	}

}
