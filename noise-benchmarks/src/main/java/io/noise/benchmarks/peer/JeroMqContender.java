package io.noise.benchmarks.peer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * JeroMQ, ZeroMQ in Java, without encryption: a DEALER for each link, and a ROUTER on the
 * other side. A socket belongs to one thread at a time; its bound is the high-water mark
 * of 1,000 messages.
 */
final class JeroMqContender implements Contender {

	private static final int POLL_MILLIS = 10;

	@Override
	public String name() {
		return "jeromq";
	}

	@Override
	public Server serve(Traffic traffic, IntConsumer received) {
		ZContext context = new ZContext();
		ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
		router.setReceiveTimeOut(POLL_MILLIS);
		int port = router.bindToRandomPort("tcp://127.0.0.1");
		CountDownLatch closed = new CountDownLatch(1);
		thread("router", () -> {
			try (context) {
				while (closed.getCount() > 0) {
					byte[] from = router.recv();
					if (from != null) {
						answer(router, from, traffic, received);
					}
				}
			}
		});
		return new RouterServer(port, closed);
	}

	private static void answer(ZMQ.Socket router, byte[] from, Traffic traffic, IntConsumer received) {
		byte[] body = router.recv();
		received.accept(body.length);
		if (traffic == Traffic.ECHO) {
			router.sendMore(from);
			router.send(body);
		}
	}

	@Override
	public Client client(Traffic traffic) {
		return new DealerClient(traffic);
	}

	private static void thread(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	private record RouterServer(int port, CountDownLatch closed) implements Server {

		@Override
		public void close() {
			this.closed.countDown();
		}

	}

	private static final class DealerClient implements Client {

		private final ZContext context = new ZContext();

		private final LinkList links = new LinkList();

		private final Traffic traffic;

		DealerClient(Traffic traffic) {
			this.traffic = traffic;
			this.context.setLinger(10_000);
		}

		@Override
		public Link connect(int port, Runnable replied) {
			ZMQ.Socket socket = this.context.createSocket(SocketType.DEALER);
			socket.connect("tcp://127.0.0.1:" + port);
			if (this.traffic == Traffic.ONE_WAY) {
				return this.links.add(new LockedLink(socket, this.links));
			}
			return this.links.add(new EchoLink(socket, replied, this.links));
		}

		@Override
		public Pending broadcast(byte[] body) {
			return this.links.broadcast(body);
		}

		@Override
		public void close() {
			this.links.close();
			this.context.close();
		}

	}

	/**
	 * Sends on the calling thread, one at a time.
	 */
	private record LockedLink(ZMQ.Socket socket, LinkList links) implements Link {

		@Override
		public CompletableFuture<Void> send(byte[] body) {
			synchronized (this.socket) {
				this.socket.send(body);
			}
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public void close() {
			this.links.remove(this);
			synchronized (this.socket) {
				this.socket.close();
			}
		}

	}

	/**
	 * Sends and receives on a thread of its own.
	 */
	private static final class EchoLink implements Link, Runnable {

		private final ConcurrentLinkedQueue<byte[]> queue = new ConcurrentLinkedQueue<>();

		private final CountDownLatch closed = new CountDownLatch(1);

		private final CountDownLatch ended = new CountDownLatch(1);

		private final ZMQ.Socket socket;

		private final Runnable replied;

		private final LinkList links;

		private volatile @Nullable Thread owner;

		EchoLink(ZMQ.Socket socket, Runnable replied, LinkList links) {
			this.socket = socket;
			this.replied = replied;
			this.links = links;
			socket.setReceiveTimeOut(POLL_MILLIS);
			thread("dealer", this);
		}

		@Override
		public void run() {
			this.owner = Thread.currentThread();
			try {
				while (this.closed.getCount() > 0) {
					turn();
				}
				this.socket.close();
			}
			catch (ZMQException ex) {
				// the context is closed
			}
			this.ended.countDown();
		}

		private void turn() {
			byte[] next = this.queue.poll();
			while (next != null) {
				this.socket.send(next);
				next = this.queue.poll();
			}
			if (this.socket.recv() != null) {
				this.replied.run();
			}
		}

		@Override
		public CompletableFuture<Void> send(byte[] body) {
			if (Thread.currentThread() == this.owner) {
				this.socket.send(body);
			}
			else {
				this.queue.add(body);
			}
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public void close() {
			this.links.remove(this);
			this.closed.countDown();
			try {
				this.ended.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
