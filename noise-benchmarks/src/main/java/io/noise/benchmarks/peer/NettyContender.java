package io.noise.benchmarks.peer;

import java.nio.channels.ClosedChannelException;
import java.util.function.IntConsumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;

/**
 * Netty without a library above it: a length before each message, one event loop on each
 * side, and the promises of noise on sending ({@link NettyLink}). With TLS, the server
 * proves a key and the client does not.
 */
final class NettyContender implements Contender {

	private static final int MAX_FRAME_BYTES = 1 << 20;

	private final String name;

	private final @Nullable SslProvider tls;

	private NettyContender(String name, @Nullable SslProvider tls) {
		this.name = name;
		this.tls = tls;
	}

	static Contender plain() {
		return new NettyContender("netty", null);
	}

	static Contender tlsOfTheJdk() {
		return new NettyContender("netty-tls-jdk", SslProvider.JDK);
	}

	static Contender tlsOfOpenSsl() {
		return new NettyContender("netty-tls-openssl", SslProvider.OPENSSL);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Server serve(Traffic traffic, IntConsumer received) throws Exception {
		SslContext tls = (this.tls != null) ? TlsContexts.server(this.tls) : null;
		EventLoopGroup loop = eventLoop();
		Channel listener = new ServerBootstrap().group(loop)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(pipeline(tls, () -> new Receiver(traffic, received)))
			.bind("127.0.0.1", 0)
			.sync()
			.channel();
		return new NettyServer(loop, ((NioServerSocketChannel) listener).localAddress().getPort());
	}

	@Override
	public Client client(Traffic traffic) throws Exception {
		return new NettyClient((this.tls != null) ? TlsContexts.client(this.tls) : null);
	}

	private static EventLoopGroup eventLoop() {
		return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
	}

	private static ChannelInitializer<Channel> pipeline(@Nullable SslContext tls,
			java.util.function.Supplier<ChannelInboundHandlerAdapter> last) {
		return new ChannelInitializer<>() {
			@Override
			protected void initChannel(Channel channel) {
				if (tls != null) {
					channel.pipeline().addLast(tls.newHandler(channel.alloc()));
				}
				channel.pipeline()
					.addLast(new LengthFieldBasedFrameDecoder(MAX_FRAME_BYTES, 0, Integer.BYTES, 0, Integer.BYTES))
					.addLast(last.get());
			}
		};
	}

	private record NettyServer(EventLoopGroup loop, int port) implements Server {

		@Override
		public void close() {
			this.loop.shutdownGracefully();
		}

	}

	/**
	 * Counts the messages of a connection and sends them back.
	 */
	private static final class Receiver extends ChannelInboundHandlerAdapter {

		private final Traffic traffic;

		private final IntConsumer received;

		Receiver(Traffic traffic, IntConsumer received) {
			this.traffic = traffic;
			this.received = received;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			ByteBuf body = (ByteBuf) message;
			this.received.accept(body.readableBytes());
			if (this.traffic == Traffic.ECHO) {
				ByteBuf length = context.alloc().buffer(Integer.BYTES).writeInt(body.readableBytes());
				context.write(length);
				context.write(body);
			}
			else {
				body.release();
			}
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) {
			if (this.traffic == Traffic.ECHO) {
				context.flush();
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

	private static final class NettyClient implements Client {

		private final EventLoopGroup loop = eventLoop();

		private final NettyLinks links = new NettyLinks();

		private final @Nullable SslContext tls;

		NettyClient(@Nullable SslContext tls) {
			this.tls = tls;
		}

		@Override
		public Link connect(int port, Runnable replied) throws Exception {
			Channel channel = new Bootstrap().group(this.loop)
				.channel(NioSocketChannel.class)
				.option(ChannelOption.TCP_NODELAY, true)
				.handler(pipeline(this.tls, () -> new NettyLink(replied, this.links)))
				.connect("127.0.0.1", port)
				.sync()
				.channel();
			SslHandler tlsHandler = channel.pipeline().get(SslHandler.class);
			if (tlsHandler != null) {
				tlsHandler.handshakeFuture().sync();
			}
			NettyLink link = channel.pipeline().get(NettyLink.class);
			if (link == null) {
				throw new ClosedChannelException();
			}
			return link;
		}

		@Override
		public Pending broadcast(byte[] body) {
			return this.links.broadcast(body)::join;
		}

		@Override
		public void close() {
			this.loop.shutdownGracefully();
		}

	}

}
