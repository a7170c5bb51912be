package io.noise.benchmarks.peer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;

/**
 * RSocket over TCP without encryption: one request channel for each link. Its bound is
 * the number of messages that the server has requested.
 */
final class RSocketContender implements Contender {

	private static final int REQUESTED = 256;

	@Override
	public String name() {
		return "rsocket";
	}

	@Override
	public Server serve(Traffic traffic, IntConsumer received) {
		SocketAcceptor acceptor = SocketAcceptor.forRequestChannel((payloads) -> {
			Flux<Payload> messages = Flux.from(payloads)
				.limitRate(REQUESTED)
				.doOnNext((payload) -> received.accept(payload.data().readableBytes()));
			return (traffic == Traffic.ECHO) ? messages : messages.doOnNext(Payload::release).filter((any) -> false);
		});
		CloseableChannel server = RSocketServer.create(acceptor).bindNow(TcpServerTransport.create("127.0.0.1", 0));
		return new ReactiveServer(server);
	}

	@Override
	public Client client(Traffic traffic) {
		return new ReactiveClient();
	}

	private record ReactiveServer(CloseableChannel channel) implements Server {

		@Override
		public int port() {
			return this.channel.address().getPort();
		}

		@Override
		public void close() {
			this.channel.dispose();
		}

	}

	private static final class ReactiveClient implements Client {

		private final LinkList links = new LinkList();

		@Override
		public Link connect(int port, Runnable replied) {
			RSocket socket = RSocketConnector.create().connect(TcpClientTransport.create("127.0.0.1", port)).block();
			if (socket == null) {
				throw new IllegalStateException("connection: none");
			}
			ReactiveLink link = new ReactiveLink(socket, this.links);
			socket.requestChannel(link).subscribe((reply) -> {
				reply.release();
				replied.run();
			}, link::failed);
			return this.links.add(link);
		}

		@Override
		public Pending broadcast(byte[] body) {
			return this.links.broadcast(body);
		}

		@Override
		public void close() {
			this.links.close();
		}

	}

	/**
	 * Turns calls into a stream: each message takes one of the permits that the other
	 * side has requested.
	 */
	private static final class ReactiveLink implements Link, Publisher<Payload>, Subscription {

		private final Semaphore permits = new Semaphore(0);

		private final RSocket socket;

		private final LinkList links;

		private @Nullable Subscriber<? super Payload> subscriber;

		private volatile @Nullable Throwable failure;

		ReactiveLink(RSocket socket, LinkList links) {
			this.socket = socket;
			this.links = links;
		}

		@Override
		public void subscribe(Subscriber<? super Payload> subscriber) {
			synchronized (this) {
				this.subscriber = subscriber;
			}
			subscriber.onSubscribe(this);
		}

		@Override
		public void request(long messages) {
			this.permits.release((int) Math.min(messages, 1 << 20));
		}

		@Override
		public void cancel() {
			failed(new IllegalStateException("stream: cancelled"));
		}

		void failed(Throwable failure) {
			this.failure = failure;
			this.permits.release(1 << 20);
		}

		@Override
		public CompletableFuture<Void> send(byte[] body) {
			this.permits.acquireUninterruptibly();
			Throwable failure = this.failure;
			if (failure != null) {
				return CompletableFuture.failedFuture(failure);
			}
			synchronized (this) {
				if (this.subscriber == null) {
					return CompletableFuture.failedFuture(new IllegalStateException("stream: not subscribed"));
				}
				this.subscriber.onNext(DefaultPayload.create(body));
			}
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public void close() {
			this.links.remove(this);
			this.socket.dispose();
			this.socket.onClose().block();
		}

	}

}
