package io.noise.transport;

import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener in memory and connections to it. Each end is on an event loop of its own.
 */
final class MemoryEnds implements AutoCloseable {

	final InMemoryTransport transport;

	final EventLoopGroup listening;

	final EventLoopGroup accepting;

	final EventLoopGroup dialing;

	private final BlockingQueue<MemoryEnd> accepted = new LinkedBlockingQueue<>();

	private final Channel listener;

	MemoryEnds(MemoryNetwork network) throws InterruptedException {
		this.transport = new InMemoryTransport(network);
		this.listening = group();
		this.accepting = group();
		this.dialing = group();
		ServerBootstrap bootstrap = new ServerBootstrap().group(this.listening, this.accepting)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					MemoryEnd end = new MemoryEnd(channel);
					channel.pipeline().addLast(end);
					MemoryEnds.this.accepted.add(end);
				}

			});
		this.transport.configure(bootstrap);
		bootstrap.childOption(ChannelOption.AUTO_READ, false);
		this.listener = bootstrap.bind(this.transport.nextLocalAddress()).sync().channel();
	}

	private EventLoopGroup group() {
		return new MultiThreadIoEventLoopGroup(1, this.transport.ioHandlers());
	}

	Channel listener() {
		return this.listener;
	}

	/**
	 * Connects. Neither end reads by itself.
	 */
	MemoryEnd dial() throws InterruptedException {
		ChannelFuture connected = begin(bootstrap(), this.listener.localAddress());
		assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(connected.cause()).isNull();
		return connected.channel().pipeline().get(MemoryEnd.class);
	}

	Bootstrap bootstrap() {
		Bootstrap bootstrap = new Bootstrap().group(this.dialing).handler(new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				channel.pipeline().addLast(new MemoryEnd(channel));
			}

		});
		this.transport.configure(bootstrap);
		return bootstrap.option(ChannelOption.AUTO_READ, false);
	}

	ChannelFuture begin(Bootstrap bootstrap, SocketAddress to) {
		return bootstrap.connect(to, this.transport.nextLocalAddress());
	}

	/** Returns the other end of the connection that was dialled next. */
	MemoryEnd accepted() throws InterruptedException {
		MemoryEnd end = this.accepted.poll(20, TimeUnit.SECONDS);
		assertThat(end).isNotNull();
		return end;
	}

	@Override
	public void close() {
		this.listener.close().awaitUninterruptibly();
		for (EventLoopGroup group : new EventLoopGroup[] { this.listening, this.accepting, this.dialing }) {
			group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		}
	}

}
