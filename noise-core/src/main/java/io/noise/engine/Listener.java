package io.noise.engine;

import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.noise.ListenException;
import io.noise.ListenException.Reason;
import io.noise.NoiseException;
import io.noise.concurrent.EventLoopThread;
import io.noise.concurrent.NodeRuntime;
import io.noise.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Binds the node's port, and frees it.
 */
final class Listener {

	private final NodeAddress address;

	private final Transport transport;

	private final WriteBufferWaterMark waterMark;

	private final NodeRuntime runtime;

	private final Acceptor acceptor;

	private final Object lock = new Object();

	/** Present while the node listens or binds. Guarded by the lock. */
	private @Nullable CompletableFuture<Channel> binding;

	private volatile @Nullable Channel bound;

	/** Guarded by the lock. */
	private boolean closing;

	Listener(NodeAddress address, Transport transport, WriteBufferWaterMark waterMark, NodeRuntime runtime,
			Acceptor acceptor) {
		this.address = address;
		this.transport = transport;
		this.waterMark = waterMark;
		this.runtime = runtime;
		this.acceptor = acceptor;
	}

	/**
	 * Binds the port and begins to accept. Blocks until that is done.
	 * @param bound run then; if it throws, the port is freed again
	 * @throws ListenException if the port cannot be bound
	 */
	void listen(Runnable bound) {
		EventLoopThread.refuse("listen");
		CompletableFuture<Channel> result = begin();
		try {
			bind().addListener((ChannelFuture done) -> finish(done, result));
			Blocking.await(result, "listen on " + this.address.configured());
			this.runtime.loops();
			bound.run();
		}
		catch (Throwable ex) {
			giveUp();
			throw failure(ex);
		}
	}

	private CompletableFuture<Channel> begin() {
		synchronized (this.lock) {
			if (this.closing) {
				throw state("is closed");
			}
			if (this.binding != null) {
				throw state("listens already, or is about to");
			}
			CompletableFuture<Channel> begun = new CompletableFuture<>();
			this.binding = begun;
			return begun;
		}
	}

	private ChannelFuture bind() throws UnknownHostException {
		SocketAddress first = this.transport.resolve(this.address.configured()).get(0);
		ServerBootstrap bootstrap = new ServerBootstrap();
		bootstrap.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, this.waterMark);
		bootstrap.group(this.runtime.acceptor(), this.runtime.idleLoops()).childHandler(this.acceptor.connections());
		// One at a time, so that AcceptGate can stop before the next one.
		bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR,
				new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(1));
		this.transport.configure(bootstrap);
		return bootstrap.bind(first);
	}

	/** Runs on the accepting loop, and so before the first connection is accepted. */
	private void finish(ChannelFuture done, CompletableFuture<Channel> result) {
		if (!done.isSuccess()) {
			result.completeExceptionally(Failures.listenFailed(this.address.configured().toString(), done.cause()));
			return;
		}
		Channel channel = done.channel();
		this.acceptor.install(channel);
		if (isWanted(channel, result)) {
			result.complete(channel);
		}
		else {
			channel.close();
		}
	}

	/**
	 * Whether the channel is still wanted: the caller may have been interrupted, or the
	 * node closed, meanwhile.
	 */
	private boolean isWanted(Channel here, CompletableFuture<Channel> result) {
		synchronized (this.lock) {
			boolean wanted = this.binding == result && !result.isDone();
			if (wanted) {
				this.bound = here;
				this.address.bound(here.localAddress());
			}
			return wanted;
		}
	}

	/** Undoes all. */
	private void giveUp() {
		synchronized (this.lock) {
			unbind();
			this.binding = null;
			this.bound = null;
			this.address.unbound();
		}
	}

	/**
	 * Closes the channel before its loop ends, which would leave the closing to the
	 * selector.
	 */
	private CompletableFuture<Void> unbind() {
		Channel now = this.bound;
		if (now != null) {
			now.close();
		}
		return this.runtime.stopAcceptor();
	}

	private NoiseException failure(Throwable ex) {
		if (ex instanceof NoiseException known) {
			return known;
		}
		return (ex instanceof RejectedExecutionException) ? state("is closed")
				: Failures.listenFailed(this.address.configured().toString(), ex);
	}

	private ListenException state(String what) {
		return new ListenException(this.address.configured().toString(), Reason.STATE, "the node " + what, null);
	}

	/**
	 * Returns the listening channel; null if there is none.
	 */
	@Nullable Channel channel() {
		return this.bound;
	}

	/**
	 * Frees the port. Connections that were accepted stay.
	 * @return completed when the port is free
	 */
	CompletableFuture<Void> close() {
		CompletableFuture<Channel> pending;
		synchronized (this.lock) {
			this.closing = true;
			this.address.closing();
			pending = this.binding;
		}
		if (pending != null) {
			// Has no effect on a channel that is bound.
			pending.completeExceptionally(state("was closed meanwhile"));
		}
		return unbind();
	}

}
