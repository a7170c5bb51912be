package io.noise.transport;

import java.util.Optional;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;

import java.util.Map;

/**
 * TCP on Netty's native epoll (Linux) or kqueue (macOS, BSD). Their classes and libraries
 * are the application's to add; without them nothing is found here, and that is no error.
 */
final class NativeTcp {

	private NativeTcp() {
	}

	static Optional<TcpTransport> find() {
		if (isPresent("io.netty.channel.epoll.Epoll") && OnEpoll.isAvailable()) {
			return Optional.of(OnEpoll.transport());
		}
		if (isPresent("io.netty.channel.kqueue.KQueue") && OnKQueue.isAvailable()) {
			return Optional.of(OnKQueue.transport());
		}
		return Optional.empty();
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
					EpollSocketChannel.class, KeepAlive.options(EpollChannelOption.TCP_KEEPIDLE,
							EpollChannelOption.TCP_KEEPINTVL, EpollChannelOption.TCP_KEEPCNT),
					EpollChannelOption.TCP_USER_TIMEOUT);
		}

	}

	/** Loaded only once its classes are known to be there. */
	private static final class OnKQueue {

		static boolean isAvailable() {
			return KQueue.isAvailable();
		}

		static TcpTransport transport() {
			return new TcpTransport("kqueue", KQueueIoHandler.newFactory(), KQueueServerSocketChannel.class,
					KQueueSocketChannel.class, Map.of(), null);
		}

	}

}
