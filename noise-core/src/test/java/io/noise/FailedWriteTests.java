package io.noise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.noise.identity.Identity;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Writes that fail with something other than an I/O error, after which Netty closes the
 * output only.
 */
class FailedWriteTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	record Late(String text) {
	}

	static Stream<Supplier<Session>> sessions() {
		return Stream.of(Sessions::plain, FailedWriteTests::secure);
	}

	private static Session secure() {
		return Sessions.secure(Identity.generate());
	}

	@ParameterizedTest
	@MethodSource("sessions")
	void aMessageThatCannotBeWritten_closesTheConnection(Supplier<Session> session) {
		assertClosed(session, (node, peer) -> {
			CompletableFuture<Void> sent = peer.sendAsync(new Chat("hi"));
			await().atMost(Nodes.SOON).until(sent::isDone);
			assertThat(sent).isCompletedExceptionally();
		});
	}

	/** The frame that announces the type is not a message. */
	@Test
	void aControlFrameThatCannotBeWritten_closesTheConnection() {
		assertClosed(FailedWriteTests::secure, (node, peer) -> node.messages().register(Late.class));
	}

	private void assertClosed(Supplier<Session> session, BiConsumer<Node, Peer> action) {
		Node server = this.nodes.create((builder) -> builder.session(session.get()));
		server.listen();
		AtomicBoolean broken = new AtomicBoolean();
		Node client = this.nodes
			.create((builder) -> builder.session(session.get()).transport(new BreakableTransport(broken)));
		server.messages().register(1, Chat.class);
		client.messages().register(1, Chat.class);
		Peer peer = client.dial("127.0.0.1:" + server.port());
		await().atMost(Nodes.SOON).until(() -> server.peers().size() == 1);
		broken.set(true);
		action.accept(client, peer);
		await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
		// Otherwise it is closed only if the other side closes in response.
		assertThat(peer.disconnectReason()).contains(DisconnectReason.CONNECTION_LOST);
	}

	private static final class BreakableTransport extends DelegatingTransport {

		private final AtomicBoolean broken;

		BreakableTransport(AtomicBoolean broken) {
			this.broken = broken;
		}

		@Override
		public void configure(Bootstrap bootstrap) {
			bootstrap.channelFactory(() -> new BreakableChannel(this.broken));
			bootstrap.option(ChannelOption.ALLOW_HALF_CLOSURE, true);
		}

	}

	private static final class BreakableChannel extends NioSocketChannel {

		private final AtomicBoolean broken;

		BreakableChannel(AtomicBoolean broken) {
			this.broken = broken;
		}

		@Override
		protected void doWrite(ChannelOutboundBuffer in) throws Exception {
			if (this.broken.get()) {
				throw new InternalError("as a test");
			}
			super.doWrite(in);
		}

	}

}
