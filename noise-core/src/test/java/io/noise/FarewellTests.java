package io.noise;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.noise.identity.Identity;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Messages that were sent before a peer or a node was closed, and arrive after that.
 */
class FarewellTests {

	private static final int A_MEGABYTE = 1 << 20;

	/** Longer than what once was the time for the other side to read. */
	private static final Executor LATER = CompletableFuture.delayedExecutor(1_300, TimeUnit.MILLISECONDS);

	record Bulk(String text) {
	}

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private Node node(Session session) {
		Node node = this.nodes
			.create((builder) -> builder.session(session).maxMessageSize(16 * A_MEGABYTE).drainTimeout(Nodes.SOON));
		node.messages().register(10, Chat.class);
		node.messages().register(11, Bulk.class);
		return node;
	}

	static Stream<Arguments> ways() {
		Consumer<Peer> disconnect = Peer::disconnect;
		Consumer<Peer> close = (peer) -> peer.node().close();
		return Stream.of(arguments("plain", "disconnect", disconnect), arguments("secure", "disconnect", disconnect),
				arguments("legacy", "disconnect", disconnect), arguments("secure", "close", close));
	}

	private static Session session(String kind) {
		return switch (kind) {
			case "plain" -> Sessions.plain();
			case "legacy" -> Sessions.legacy();
			default -> Sessions.secure(Identity.generate());
		};
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("ways")
	void send_thenClose_toASlowReaderThatAlsoSends_arrives(String kind, String way, Consumer<Peer> end)
			throws Exception {
		Node reader = node(session(kind));
		CompletableFuture<Integer> arrived = new CompletableFuture<>();
		CompletableFuture<DisconnectReason> reason = new CompletableFuture<>();
		reader.onMessage(Bulk.class, (peer, bulk) -> arrived.complete(bulk.text().length()));
		reader.onPeerConnected((n, peer) -> sendAllTheWhile(peer));
		reader.onPeerDisconnected((n, peer) -> reason.complete(peer.disconnectReason().orElseThrow()));
		reader.listen();
		try (SlowLine line = new SlowLine(reader.port())) {
			Peer peer = node(session(kind)).dial("127.0.0.1:" + line.port());
			line.holdUntil(LATER);
			peer.send(new Bulk("x".repeat(A_MEGABYTE)));
			end.accept(peer);
			assertThat(arrived).succeedsWithin(Nodes.SOON).isEqualTo(A_MEGABYTE);
			assertThat(reason).succeedsWithin(Nodes.SOON).isEqualTo(DisconnectReason.REMOTE);
		}
	}

	private static void sendAllTheWhile(Peer peer) {
		peer.sendAsync(new Chat("all the while")).whenComplete((nothing, failure) -> {
			if (failure == null && peer.isConnected()) {
				sendAllTheWhile(peer);
			}
		});
	}

	@Test
	void disconnect_ofAPeerThatHasEndedItsHalf_flushes() throws Exception {
		Node node = node(Sessions.plain());
		CompletableFuture<Peer> connected = new CompletableFuture<>();
		node.onPeerConnected((n, peer) -> connected.complete(peer));
		node.listen();
		try (RawPeer raw = RawPeer.dial(node)) {
			Peer peer = connected.get();
			CompletableFuture<Void> sent = peer.sendAsync(new Bulk("x".repeat(12 * A_MEGABYTE)));
			CompletableFuture<Void> gone = peer.disconnectAsync();
			raw.end();
			// Everything read from here on follows the end that the node has seen.
			assertThat(raw.readFrame()).hasSize(12 * A_MEGABYTE + 5);
			assertThat(raw.isAtEnd()).isTrue();
			assertThatNoException().isThrownBy(sent::join);
			assertThat(gone).succeedsWithin(Nodes.SOON);
		}
	}

	/** A line between two nodes that is slow in one direction. */
	private static final class SlowLine implements AutoCloseable {

		private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private volatile CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

		SlowLine(int port) throws IOException {
			Thread thread = new Thread(() -> run(port));
			thread.setDaemon(true);
			thread.start();
		}

		int port() {
			return this.server.getLocalPort();
		}

		void holdUntil(Executor later) {
			this.open = CompletableFuture.runAsync(() -> {
			}, later);
		}

		private void run(int port) {
			try (Socket near = this.server.accept(); Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
				Thread back = new Thread(() -> copy(far, near, false));
				back.setDaemon(true);
				back.start();
				copy(near, far, true);
				back.join();
			}
			catch (IOException | InterruptedException ex) {
				// The test has ended.
			}
		}

		private void copy(Socket from, Socket to, boolean slow) {
			byte[] buffer = new byte[8192];
			try {
				InputStream in = from.getInputStream();
				OutputStream out = to.getOutputStream();
				for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
					out.write(buffer, 0, read);
					if (slow) {
						this.open.join();
					}
				}
				to.shutdownOutput();
			}
			catch (IOException ex) {
				// The nodes see that.
			}
		}

		@Override
		public void close() throws IOException {
			this.server.close();
		}

	}

}
