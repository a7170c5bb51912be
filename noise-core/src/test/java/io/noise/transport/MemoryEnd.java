package io.noise.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * One end of a connection, which records what its pipeline is told.
 */
final class MemoryEnd extends ChannelInboundHandlerAdapter {

	final Channel channel;

	final CompletableFuture<Void> inputEnd = new CompletableFuture<>();

	final CompletableFuture<Throwable> failure = new CompletableFuture<>();

	final AtomicInteger largestRead = new AtomicInteger();

	final AtomicInteger reads = new AtomicInteger();

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private int awaited = Integer.MAX_VALUE;

	private CompletableFuture<Void> arrived = new CompletableFuture<>();

	MemoryEnd(Channel channel) {
		this.channel = channel;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		this.largestRead.accumulateAndGet(bytes.readableBytes(), Math::max);
		this.reads.incrementAndGet();
		synchronized (this.received) {
			byte[] read = new byte[bytes.readableBytes()];
			bytes.readBytes(read);
			this.received.writeBytes(read);
			check();
		}
		bytes.release();
	}

	private void check() {
		if (this.received.size() >= this.awaited) {
			this.arrived.complete(null);
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE) {
			this.inputEnd.complete(null);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.failure.complete(cause);
	}

	void autoRead(boolean on) {
		this.channel.config().setAutoRead(on);
	}

	ChannelFuture write(byte[] bytes) {
		return this.channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
	}

	byte[] received() {
		synchronized (this.received) {
			return this.received.toByteArray();
		}
	}

	/** Waits for a number of bytes in all. */
	byte[] await(int count) {
		CompletableFuture<Void> here;
		synchronized (this.received) {
			this.awaited = count;
			this.arrived = new CompletableFuture<>();
			here = this.arrived;
			check();
		}
		soon(here);
		return received();
	}

	/** Waits until the event loop has done what it was given so far. */
	void settle() {
		for (int round = 0; round < 3; round++) {
			soon(CompletableFuture.runAsync(() -> {
			}, this.channel.eventLoop()));
		}
	}

	void awaitClosed() throws InterruptedException {
		if (!this.channel.closeFuture().await(20, TimeUnit.SECONDS)) {
			throw new AssertionError("channel: is open (expected: closed)");
		}
	}

	static <T> T soon(CompletableFuture<T> future) {
		try {
			return future.get(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Bytes that differ from place to place. */
	static byte[] pattern(int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) (i * 31 + (i >> 8) * 7);
		}
		return bytes;
	}

	static byte[] part(byte[] bytes, int from, int to) {
		return Arrays.copyOfRange(bytes, from, to);
	}

}
