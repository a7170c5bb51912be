package io.noise.transport;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TCP on Netty's native epoll (Linux) or kqueue (macOS, BSD). Their classes and libraries
 * are the application's to add; without them nothing is found here, and that is no error.
 */
final class NativeTcp {

	private static final Logger logger = LoggerFactory.getLogger(NativeTcp.class);

	private NativeTcp() {
	}

	static Optional<TcpTransport> find() {
		return find("epoll", "io.netty.channel.epoll.Epoll", () -> OnEpoll.isAvailable(), () -> OnEpoll.transport())
			.or(() -> find("kqueue", "io.netty.channel.kqueue.KQueue", () -> OnKQueue.isAvailable(),
					() -> OnKQueue.transport()));
	}

	/** Tries it out: classes of another version are found, and then lack something. */
	static Optional<TcpTransport> find(String name, String className, BooleanSupplier isAvailable,
			Supplier<TcpTransport> transport) {
		try {
			if (!isPresent(className) || !isAvailable.getAsBoolean()) {
				return Optional.empty();
			}
			TcpTransport found = transport.get();
			new MultiThreadIoEventLoopGroup(1, found.ioHandlers()).shutdownGracefully(0, 0, TimeUnit.SECONDS);
			return Optional.of(found);
		}
		catch (LinkageError | RuntimeException ex) {
			logger.warn("Netty's native {} does not fit the rest of Netty: {} (expected: one version of all of Netty). "
					+ "NIO is used in its place", name, ex.toString());
			return Optional.empty();
		}
	}

	private static boolean isPresent(String className) {
		try {
			Class.forName(className, false, NativeTcp.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	/** Loaded only once its classes are known to be there. */
	private static final class OnEpoll {

		static boolean isAvailable() {
			return Epoll.isAvailable();
		}

		static TcpTransport transport() {
			return new TcpTransport("epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel.class,
					EpollSocketChannel.class, TcpKeepAlive.options(EpollChannelOption.TCP_KEEPIDLE,
							EpollChannelOption.TCP_KEEPINTVL, EpollChannelOption.TCP_KEEPCNT));
		}

	}

	/** Loaded only once its classes are known to be there. */
	private static final class OnKQueue {

		static boolean isAvailable() {
			return KQueue.isAvailable();
		}

		static TcpTransport transport() {
			return new TcpTransport("kqueue", KQueueIoHandler.newFactory(), KQueueServerSocketChannel.class,
					KQueueSocketChannel.class, Map.of());
		}

	}

}
