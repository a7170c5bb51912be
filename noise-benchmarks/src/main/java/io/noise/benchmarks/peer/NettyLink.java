package io.noise.benchmarks.peer;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.internal.PlatformDependent;
import org.jspecify.annotations.Nullable;

/**
 * A connection with what an application adds to Netty when many threads send: a queue of
 * bounded bytes, a future for each message, and one flush for all messages that wait.
 */
final class NettyLink extends ChannelInboundHandlerAdapter implements Link {

	private static final int MAX_QUEUED_BYTES = 4 << 20;

	private static final int BATCH = 256;

	private final Queue<Outgoing> queue = PlatformDependent.newMpscQueue();

	private final AtomicInteger queuedBytes = new AtomicInteger();

	private final AtomicBoolean draining = new AtomicBoolean();

	private final Runnable replied;

	private final NettyLinks links;

	private volatile @Nullable Channel channel;

	NettyLink(Runnable replied, NettyLinks links) {
		this.replied = replied;
		this.links = links;
	}

	@Override
	public CompletableFuture<Void> send(byte[] body) {
		OneSend send = new OneSend();
		enqueue(frame(body), send);
		return send;
	}

	static ByteBuf frame(byte[] body) {
		return Unpooled.buffer(Integer.BYTES + body.length).writeInt(body.length).writeBytes(body);
	}

	void enqueue(ByteBuf frame, Completion completion) {
		int bytes = frame.readableBytes();
		if (this.queuedBytes.addAndGet(bytes) > MAX_QUEUED_BYTES) {
			this.queuedBytes.addAndGet(-bytes);
			frame.release();
			completion.completed(new IllegalStateException("send queue: full"));
			return;
		}
		this.queue.add(new Outgoing(frame, bytes, completion));
		drainSoon();
	}

	private void drainSoon() {
		Channel channel = this.channel;
		if (channel != null && this.draining.compareAndSet(false, true)) {
			channel.eventLoop().execute(this::drain);
		}
	}

	private void drain() {
		Channel channel = this.channel;
		if (channel == null) {
			return;
		}
		int written = 0;
		while (written < BATCH && (channel.isWritable() || !channel.isActive())) {
			Outgoing next = this.queue.poll();
			if (next == null) {
				break;
			}
			written++;
			channel.write(next.frame).addListener((write) -> {
				this.queuedBytes.addAndGet(-next.bytes);
				next.completion.completed(write.cause());
			});
		}
		if (written > 0) {
			channel.flush();
		}
		this.draining.set(false);
		if (!this.queue.isEmpty() && (channel.isWritable() || !channel.isActive())) {
			drainSoon();
		}
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.channel = context.channel();
		this.links.add(this);
		context.fireChannelActive();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		drainSoon();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ReferenceCountUtil.release(message);
		this.replied.run();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.links.remove(this);
		drainSoon();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

	@Override
	public void close() {
		Channel channel = this.channel;
		if (channel != null) {
			channel.close().syncUninterruptibly();
		}
	}

	private record Outgoing(ByteBuf frame, int bytes, Completion completion) {
	}

	/**
	 * Takes the outcome of a write.
	 */
	interface Completion {

		void completed(@Nullable Throwable failure);

	}

	private static final class OneSend extends CompletableFuture<Void> implements Completion {

		@Override
		public void completed(@Nullable Throwable failure) {
			if (failure == null) {
				complete(null);
			}
			else {
				completeExceptionally(failure);
			}
		}

	}

}
