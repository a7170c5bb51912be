package io.noise;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.noise.identity.Identity;
import io.noise.session.Sessions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/**
 * Types that are registered while a handshake is in progress.
 */
class LateTypesTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	record First(int number) {
	}

	record Second(int number) {
	}

	record Third(int number) {
	}

	record Fourth(int number) {
	}

	private static final List<Class<?>> TYPES = List.of(First.class, Second.class, Third.class, Fourth.class);

	private static final List<Object> MESSAGES = List.of(new First(1), new Second(2), new Third(3), new Fourth(4));

	/**
	 * Registers a type at each write of the dialling side, the last after its own table.
	 */
	@Test
	void aTypeRegisteredDuringTheHandshake_isToldOfThoughNothingIsSent() {
		Node server = this.nodes.create((builder) -> builder.session(Sessions.secure(Identity.generate())));
		TYPES.forEach(server.messages()::register);
		server.listen();
		AtomicReference<@Nullable Node> dialling = new AtomicReference<>();
		Node client = this.nodes.create((builder) -> builder.session(Sessions.secure(Identity.generate()))
			.transport(new RegisteringTransport(dialling)));
		dialling.set(client);
		client.dial("127.0.0.1:" + server.port());
		await().atMost(Nodes.SOON).until(() -> server.peers().size() == 1);
		Peer peer = server.peers().get(0);
		List<Object> known = MESSAGES.stream()
			.filter((message) -> client.messages().opcodeOf(message.getClass()).isPresent())
			.toList();
		for (Object message : known) {
			await().atMost(Nodes.SOON)
				.untilAsserted(() -> assertThatCode(() -> peer.send(message)).doesNotThrowAnyException());
		}
	}

	private static final class RegisteringTransport extends DelegatingTransport {

		private final AtomicReference<@Nullable Node> node;

		RegisteringTransport(AtomicReference<@Nullable Node> node) {
			this.node = node;
		}

		@Override
		public void configure(Bootstrap bootstrap) {
			bootstrap.channelFactory(() -> new RegisteringChannel(this.node));
			bootstrap.option(ChannelOption.ALLOW_HALF_CLOSURE, true);
		}

	}

	private static final class RegisteringChannel extends NioSocketChannel {

		private final AtomicReference<@Nullable Node> node;

		private final AtomicInteger writes = new AtomicInteger();

		RegisteringChannel(AtomicReference<@Nullable Node> node) {
			this.node = node;
		}

		@Override
		protected void doWrite(ChannelOutboundBuffer in) throws Exception {
			super.doWrite(in);
			int number = this.writes.getAndIncrement();
			Node registering = this.node.get();
			if (registering != null && number < TYPES.size() - 1) {
				registering.messages().register(TYPES.get(number));
			}
		}

	}

}
