package io.noise;

import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
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

	private final NodeContext context;

	private final ReentrantLock lock = new ReentrantLock();

	/** Present while the node listens or is about to. Guarded by the lock. */
	private @Nullable CompletableFuture<Bound> binding;

	private volatile @Nullable Bound bound;

	private volatile boolean closing;

	Listener(NodeContext context) {
		this.context = context;
	}

	/** What is bound, and since when. */
	private record Bound(Channel channel, SocketAddress address, Instant at) {
	}

	/**
	 * Binds and accepts. Blocks until that is done.
	 * @throws ListenException if it cannot
	 */
	void listen() {
		Blocking.refuseOnEventLoop("listen");
		CompletableFuture<Bound> result = begin();
		try {
			bind().addListener((ChannelFuture done) -> finish(done, result));
			Blocking.await(result, "listen on " + configured());
			this.context.runtime().loops();
			tell();
		}
		catch (Throwable ex) {
			giveUp();
			throw failure(ex);
		}
	}

	/** The one line that has the whole id, and what an operator should know of it. */
	private void tell() {
		NodeSettings settings = this.context.settings();
		HostPort here = address();
		logger.info("{} listens on {} (session {}, opcodes {}), known to others as {}, id {}", this.context.node(),
				here, settings.session().name(), this.context.messages(), externalAddress(), this.context.node().id());
		if (!OwnAddress.isLoopbackHost(here.host())) {
			return;
		}
		String external = settings.externalHost();
		if (external != null && !OwnAddress.meansLoopback(external)) {
			logger
				.warn("{} is bound to the loopback address {} alone, which no other machine reaches, but tells others "
						+ "{}. Unless something on this machine passes connections on, bind an address that others reach "
						+ "(noise.host, in code Node.Builder.host; 0.0.0.0 for all)", this.context.node(), here,
						externalAddress());
		}
		else if (external == null && !OwnAddress.meansLoopback(configured().host())) {
			logger
				.warn("{} is bound to the loopback address {} alone, which no other machine reaches: that is where the "
						+ "name {} leads here. Bind an address that others reach (noise.host, in code Node.Builder.host; "
						+ "0.0.0.0 for all)", this.context.node(), here, configured().host());
		}
	}

	private CompletableFuture<Bound> begin() {
		this.lock.lock();
		try {
			if (this.closing) {
				throw state("is closed");
			}
			if (this.binding != null) {
				throw state("listens already, or is about to");
			}
			CompletableFuture<Bound> begun = new CompletableFuture<>();
			this.binding = begun;
			return begun;
		}
		finally {
			this.lock.unlock();
		}
	}

	private ChannelFuture bind() throws UnknownHostException {
		Transport transport = this.context.settings().transport();
		SocketAddress address = transport.resolve(configured()).get(0);
		ServerBootstrap bootstrap = new ServerBootstrap();
		bootstrap.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, this.context.settings().waterMark());
		bootstrap.group(this.context.runtime().acceptor(), this.context.runtime().idleLoops())
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					accept(channel);
				}

			});
		// One at a time, so that it can be left to wait before it is accepted.
		bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR,
				new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(1));
		transport.configure(bootstrap);
		return bootstrap.bind(address);
	}

	private void accept(Channel channel) {
		Visit visit = this.context.doorkeeper().enter(channel);
		if (visit == null) {
			channel.close();
			return;
		}
		Connection connection = new Connection(this.context, channel, null);
		connection.install();
		this.context.doorkeeper().arrived(channel, connection, visit);
	}

	/** On the accepting loop, and so before the first connection is accepted. */
	private void finish(ChannelFuture done, CompletableFuture<Bound> result) {
		if (!done.isSuccess()) {
			result.completeExceptionally(Failures.listenFailed(configured().toString(), done.cause()));
			return;
		}
		Channel channel = done.channel();
		channel.pipeline().addFirst("accept-gate", new AcceptGate(this.context.doorkeeper()));
		// Behind Netty's acceptor, which pauses for a second when accepting fails.
		channel.pipeline().addLast("accept-failures", new AcceptFailures(this.context, System::nanoTime));
		Bound here = new Bound(channel, channel.localAddress(), Instant.now());
		if (isWanted(here, result)) {
			result.complete(here);
		}
		else {
			channel.close();
		}
	}

	/**
	 * Not any more, where the caller was interrupted or the node was closed meanwhile.
	 */
	private boolean isWanted(Bound here, CompletableFuture<Bound> result) {
		this.lock.lock();
		try {
			boolean wanted = this.binding == result && !result.isDone();
			this.bound = wanted ? here : this.bound;
			return wanted;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** All is as it was before. */
	private void giveUp() {
		this.lock.lock();
		try {
			unbind();
			this.binding = null;
			this.bound = null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Closes the channel before its loop ends, which would leave the closing to the
	 * selector.
	 */
	private CompletableFuture<Void> unbind() {
		Bound now = this.bound;
		if (now != null) {
			now.channel().close();
		}
		return this.context.runtime().stopAcceptor();
	}

	private NoiseException failure(Throwable ex) {
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
		CompletableFuture<Bound> pending;
		this.lock.lock();
		try {
			this.closing = true;
			pending = this.binding;
		}
		finally {
			this.lock.unlock();
		}
		if (pending != null) {
			// Does nothing to one that is bound.
			pending.completeExceptionally(state("was closed meanwhile"));
		}
		return unbind();
	}

	boolean isListening() {
		return this.bound != null;
	}

	/**
	 * When the port was bound; empty unless it is bound now.
	 */
	Optional<Instant> boundAt() {
		Bound now = this.closing ? null : this.bound;
		return Optional.ofNullable(now).map(Bound::at);
	}

	/**
	 * What is bound.
	 */
	Optional<Channel> channel() {
		return Optional.ofNullable(this.bound).map(Bound::channel);
	}

	/**
	 * The port that is bound, before that the one to bind.
	 */
	int port() {
		Bound now = this.bound;
		return (now != null) ? describe(now).port() : configured().port();
	}

	/**
	 * What is bound, before that what is to be.
	 */
	HostPort address() {
		Bound now = this.bound;
		return (now != null) ? describe(now) : configured();
	}

	private HostPort describe(Bound here) {
		return this.context.settings().transport().describe(here.address());
	}

	/**
	 * Whether a dial to an address would end at this listener.
	 */
	boolean isBoundTo(SocketAddress address) {
		Bound now = this.bound;
		if (now == null || this.closing) {
			return false;
		}
		Transport transport = this.context.settings().transport();
		HostPort here = describe(now);
		HostPort there = transport.describe(address);
		boolean everywhere = OwnAddress.isWildcard(here.host()) && transport.isLocal(address);
		return now.address().equals(address)
				|| (here.port() == there.port() && (everywhere || OwnAddress.isWildcard(there.host())));
	}

	/**
	 * Whether a text is the address that this node tells others.
	 */
	boolean isExternal(HostPort address) {
		return isKnownByName() && address.toString().equalsIgnoreCase(externalAddress());
	}

	/** Of all addresses of this machine, {@link #isBoundTo} knows. */
	private boolean isKnownByName() {
		Bound now = this.bound;
		return this.context.settings().externalHost() != null
				|| (now != null && !OwnAddress.isWildcard(describe(now).host()));
	}

	/**
	 * Where others dial this node.
	 */
	String externalAddress() {
		NodeSettings settings = this.context.settings();
		Bound now = this.bound;
		String host = settings.externalHost();
		if (host == null) {
			boolean everywhere = OwnAddress.isWildcard((now != null) ? describe(now).host() : configured().host());
			host = everywhere ? OwnAddress.reachable() : configured().host();
		}
		return new HostPort(host, (settings.externalPort() != 0) ? settings.externalPort() : port()).toString();
	}

}
