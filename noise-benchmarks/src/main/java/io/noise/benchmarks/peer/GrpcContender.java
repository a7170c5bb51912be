package io.noise.benchmarks.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import io.grpc.CallOptions;
import io.grpc.KnownLength;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * gRPC without encryption: one bidirectional stream for each link, whose messages are
 * bytes as they are. It tells when a stream can take more, not when a message has left.
 */
final class GrpcContender implements Contender {

	private static final MethodDescriptor<byte[], byte[]> method = MethodDescriptor
		.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
		.setType(MethodDescriptor.MethodType.BIDI_STREAMING)
		.setFullMethodName("benchmarks/messages")
		.build();

	@Override
	public String name() {
		return "grpc";
	}

	@Override
	public Server serve(Traffic traffic, IntConsumer received) throws Exception {
		io.grpc.Server server = NettyServerBuilder
			.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.addService(ServerServiceDefinition.builder("benchmarks")
				.addMethod(method,
						ServerCalls.asyncBidiStreamingCall((replies) -> new Receiver(traffic, received, replies)))
				.build())
			.build()
			.start();
		return new GrpcServer(server);
	}

	@Override
	public Client client(Traffic traffic) {
		return new GrpcClient(traffic);
	}

	private record GrpcServer(io.grpc.Server server) implements Server {

		@Override
		public int port() {
			return this.server.getPort();
		}

		@Override
		public void close() {
			this.server.shutdownNow();
		}

	}

	private record Receiver(Traffic traffic, IntConsumer received,
			StreamObserver<byte[]> replies) implements StreamObserver<byte[]> {

		@Override
		public void onNext(byte[] body) {
			this.received.accept(body.length);
			if (this.traffic == Traffic.ECHO) {
				this.replies.onNext(body);
			}
		}

		@Override
		public void onError(Throwable failure) {
			// the client is gone, and takes no replies
		}

		@Override
		public void onCompleted() {
			this.replies.onCompleted();
		}

	}

	private static final class GrpcClient implements Client {

		private final Traffic traffic;

		private final LinkList links = new LinkList();

		GrpcClient(Traffic traffic) {
			this.traffic = traffic;
		}

		@Override
		public Link connect(int port, Runnable replied) {
			ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
			GrpcLink link = new GrpcLink(channel, this.traffic, replied, this.links);
			ClientCalls.asyncBidiStreamingCall(channel.newCall(method, CallOptions.DEFAULT), link);
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

	private static final class GrpcLink implements Link, ClientResponseObserver<byte[], byte[]> {

		private final ManagedChannel channel;

		private final Traffic traffic;

		private final Runnable replied;

		private final LinkList links;

		private @Nullable ClientCallStreamObserver<byte[]> stream;

		private @Nullable Throwable failure;

		GrpcLink(ManagedChannel channel, Traffic traffic, Runnable replied, LinkList links) {
			this.channel = channel;
			this.traffic = traffic;
			this.replied = replied;
			this.links = links;
		}

		@Override
		public synchronized void beforeStart(ClientCallStreamObserver<byte[]> stream) {
			this.stream = stream;
			stream.setOnReadyHandler(this::ready);
		}

		private synchronized void ready() {
			notifyAll();
		}

		@Override
		public synchronized CompletableFuture<Void> send(byte[] body) {
			ClientCallStreamObserver<byte[]> stream = this.stream;
			try {
				// an echo has few messages on their way, and its next one is sent by the
				// thread that would be told
				while (this.traffic == Traffic.ONE_WAY && stream != null && !stream.isReady() && this.failure == null) {
					wait();
				}
			}
			catch (InterruptedException ex) {
				return CompletableFuture.failedFuture(ex);
			}
			if (this.failure != null || stream == null) {
				return CompletableFuture.failedFuture(new IllegalStateException("stream: ended", this.failure));
			}
			stream.onNext(body);
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public void onNext(byte[] reply) {
			this.replied.run();
		}

		@Override
		public synchronized void onError(Throwable failure) {
			this.failure = failure;
			notifyAll();
		}

		@Override
		public void onCompleted() {
			// the server has read everything
		}

		@Override
		public void close() {
			this.links.remove(this);
			synchronized (this) {
				if (this.stream != null && this.failure == null) {
					this.stream.onCompleted();
				}
			}
			try {
				this.channel.shutdown().awaitTermination(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * Messages as bytes, without a format of their own.
	 */
	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] body) {
			return new BytesOfKnownLength(body);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	private static final class BytesOfKnownLength extends ByteArrayInputStream implements KnownLength {

		BytesOfKnownLength(byte[] body) {
			super(body);
		}

	}

}
