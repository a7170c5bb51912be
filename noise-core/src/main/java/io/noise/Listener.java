package io.noise;

import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.noise.ListenException.Reason;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node can be dialled: binds, accepts, and knows its own addresses.
 */
final class Listener {

	private static final Logger logger = LoggerFactory.getLogger(Listener.class);

	private static final long WARN_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

	private final NodeContext context;

	private final AtomicBoolean begun = new AtomicBoolean();

	private volatile @Nullable Channel channel;

	private volatile @Nullable SocketAddress boundTo;

	private volatile @Nullable Instant boundAt;

	private volatile @Nullable String reachableHost;

	private volatile boolean closing;

	private long lastWarningNanos = System.nanoTime() - WARN_INTERVAL_NANOS;

	Listener(NodeContext context) {
		this.context = context;
	}

	/**
	 * Binds and accepts. Blocks until that is done.
	 * @throws ListenException if it cannot
	 */
	void listen() {
		Blocking.refuseOnEventLoop("listen");
		if (this.closing) {
			throw state("is closed");
		}
		if (!this.begun.compareAndSet(false, true)) {
			throw state("listens already, or is about to");
		}
		CompletableFuture<Channel> bound = new CompletableFuture<>();
		try {
			bind().addListener((ChannelFuture done) -> finishBind(done, bound));
			Blocking.await(bound, "listen on " + configured());
		}
		catch (RuntimeException | UnknownHostException ex) {
			bound.thenAccept(Channel::close);
			this.begun.set(false);
			throw failure(ex);
		}
	}

	private ChannelFuture bind() throws UnknownHostException {
		Transport transport = this.context.settings().transport();
		SocketAddress address = transport.resolve(configured()).get(0);
		ServerBootstrap bootstrap = new ServerBootstrap();
		bootstrap.group(this.context.runtime().acceptor(), this.context.runtime().loops())
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					new Connection(Listener.this.context, channel, null).install();
				}

			});
		transport.configure(bootstrap);
		return bootstrap.bind(address);
	}

	/** On the accepting loop, and so before the first connection is accepted. */
	private void finishBind(ChannelFuture done, CompletableFuture<Channel> bound) {
		if (!done.isSuccess()) {
			this.context.runtime().stopAcceptor();
			bound.completeExceptionally(Failures.listenFailed(configured().toString(), done.cause()));
			return;
		}
		Channel listening = done.channel();
		// Behind Netty's acceptor, which pauses for a second when accepting fails.
		listening.pipeline().addLast("listener-errors", new ErrorHandler());
		this.boundTo = listening.localAddress();
		this.boundAt = Instant.now();
		this.channel = listening;
		if (this.closing) {
			close();
			bound.completeExceptionally(state("was closed meanwhile"));
			return;
		}
		logger.info("{} listens on {} (session {}, opcodes {})", this.context.node(), externalAddress(),
				this.context.settings().session().name(), this.context.messages());
		bound.complete(listening);
	}

	private NoiseException failure(Exception ex) {
		if (ex instanceof NoiseException known) {
			return known;
		}
		return (ex instanceof RejectedExecutionException) ? state("is closed")
				: Failures.listenFailed(configured().toString(), ex);
	}

	private ListenException state(String what) {
		return new ListenException(configured().toString(), Reason.STATE, "the node " + what, null);
	}

	private HostPort configured() {
		return this.context.settings().bind();
	}

	/**
	 * Frees the port. Connections that were accepted stay.
	 * @return completed when the port is free
	 */
	CompletableFuture<Void> close() {
		this.closing = true;
		Channel listening = this.channel;
		if (listening != null) {
			listening.close();
		}
		return this.context.runtime().stopAcceptor();
	}

	/**
	 * What is bound, null before.
	 */
	@Nullable Channel channel() {
		return this.channel;
	}

	boolean isListening() {
		return this.channel != null;
	}

	/**
	 * When the port was bound, empty before.
	 */
	Optional<Instant> boundAt() {
		return Optional.ofNullable(this.boundAt);
	}

	/**
	 * The port that is bound, before that the one to bind.
	 */
	int port() {
		SocketAddress bound = this.boundTo;
		return (bound != null) ? this.context.settings().transport().describe(bound).port() : configured().port();
	}

	/**
	 * Whether a dial to an address would end at this listener.
	 */
	boolean isBoundTo(SocketAddress address) {
		SocketAddress bound = this.boundTo;
		if (bound == null || this.closing) {
			return false;
		}
		Transport transport = this.context.settings().transport();
		HostPort here = transport.describe(bound);
		return bound.equals(address) || (OwnAddress.isWildcard(here.host())
				&& here.port() == transport.describe(address).port() && transport.isLocal(address));
	}

	/**
	 * Where others dial this node.
	 */
	String externalAddress() {
		NodeSettings settings = this.context.settings();
		String host = (settings.externalHost() != null) ? settings.externalHost() : reachableHost();
		return new HostPort(host, (settings.externalPort() != 0) ? settings.externalPort() : port()).toString();
	}

	/** Looked up once: asking the operating system for its addresses takes a while. */
	private String reachableHost() {
		String host = this.reachableHost;
		if (host == null) {
			host = OwnAddress.reachable(configured().host());
			this.reachableHost = host;
		}
		return host;
	}

	/**
	 * Told when a connection could not be accepted, for want of file descriptors for
	 * instance.
	 */
	private final class ErrorHandler extends ChannelInboundHandlerAdapter {

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
			NodeContext shared = Listener.this.context;
			long now = System.nanoTime();
			if (now - Listener.this.lastWarningNanos >= WARN_INTERVAL_NANOS) {
				Listener.this.lastWarningNanos = now;
				logger.warn("{} could not accept a connection: {}. If files ran out, raise the limit (ulimit -n); "
						+ "said once a minute", shared.node(), cause.toString());
			}
			Lane lane = shared.lane();
			lane.execute(() -> shared.hooks().listenerError.run(lane, (hook) -> hook.handle(shared.node(), cause)));
		}

	}

}
