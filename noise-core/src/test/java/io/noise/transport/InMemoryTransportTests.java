package io.noise.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class InMemoryTransportTests {

	private final InMemoryTransport transport = new InMemoryTransport(MemoryNetwork.DIRECT);

	private final EventLoopGroup listening = group();

	private final EventLoopGroup accepting = group();

	private final EventLoopGroup dialing = group();

	private EventLoopGroup group() {
		return new MultiThreadIoEventLoopGroup(1, this.transport.ioHandlers());
	}

	@AfterEach
	void end() {
		for (EventLoopGroup group : new EventLoopGroup[] { this.listening, this.accepting, this.dialing }) {
			group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		}
	}

	@Test
	void dialerCloses_beforeItsConnectionIsAccepted_bothEndsAreClosed() throws Exception {
		CountDownLatch accept = new CountDownLatch(1);
		this.accepting.execute(() -> awaitQuietly(accept));
		CompletableFuture<Channel> accepted = new CompletableFuture<>();
		Channel listener = listen(accepted);
		CompletableFuture<Void> unregistered = new CompletableFuture<>();
		Channel dialer = dial(listener, unregistered);
		Channel other = accepted.get();
		dialer.close().await();
		accept.countDown();
		other.closeFuture().await();
		unregistered.get();
		assertThat(dialer.isOpen()).isFalse();
		assertThat(dialer.isActive()).isFalse();
		listener.close().await();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Channel listen(CompletableFuture<Channel> accepted) throws Exception {
		ServerBootstrap bootstrap = new ServerBootstrap().group(this.listening, this.accepting)
			.handler(new ChannelInboundHandlerAdapter() {

				@Override
				public void channelRead(ChannelHandlerContext ctx, Object child) {
					ctx.fireChannelRead(child);
					accepted.complete((Channel) child);
				}

			})
			.childHandler(new ChannelInboundHandlerAdapter() {

				@Override
				public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
					if (event == ChannelInputShutdownEvent.INSTANCE) {
						ctx.close();
					}
				}

			});
		this.transport.configure(bootstrap);
		return bootstrap.bind(this.transport.nextLocalAddress()).sync().channel();
	}

	private Channel dial(Channel listener, CompletableFuture<Void> unregistered) throws Exception {
		Bootstrap bootstrap = new Bootstrap().group(this.dialing).handler(new ChannelInboundHandlerAdapter() {

			@Override
			public void channelUnregistered(ChannelHandlerContext ctx) {
				unregistered.complete(null);
			}

		});
		this.transport.configure(bootstrap);
		return bootstrap.connect(listener.localAddress(), this.transport.nextLocalAddress()).channel();
	}

}
