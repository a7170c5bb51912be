package io.noise;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Pings by the application.
 */
class PingTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	@Test
	void ping_tellsTheRoundTripTime() {
		Peer peer = this.nodes.create().dial(this.nodes.listening().externalAddress());
		assertThat(peer.roundTripTime()).isEmpty();
		Duration took = peer.ping().join();
		assertThat(took).isPositive();
		assertThat(peer.roundTripTime()).contains(took);
	}

	@Test
	void ping_ofANodeWhoseHandlerBlocks_isAnswered() throws InterruptedException {
		Node listener = this.nodes.create();
		listener.messages().register(Chat.class);
		CountDownLatch handling = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		listener.onMessage(Chat.class, (peer, chat) -> {
			handling.countDown();
			done.await();
		});
		listener.listen();
		Node dialer = this.nodes.create();
		dialer.messages().register(Chat.class);
		Peer peer = dialer.dial(listener.externalAddress());
		peer.send(new Chat("hi"));
		handling.await();
		assertThat(peer.ping().join()).isPositive();
		done.countDown();
	}

	@Test
	void ping_onPlain_failsAndSaysWhy() {
		Node listener = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		listener.listen();
		Peer peer = this.nodes.create((builder) -> builder.session(Sessions.plain())).dial(listener.externalAddress());
		assertThat(peer.ping()).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NoiseException.class)
			.withMessageContaining("ping: this kind of session has none (expected: secure)");
	}

	@Test
	void ping_ofAPeerThatIsGone_fails() {
		Node listener = this.nodes.listening();
		Peer peer = this.nodes.create().dial(listener.externalAddress());
		peer.disconnect();
		await().until(() -> !peer.isConnected());
		assertThat(peer.ping()).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NoiseException.class);
	}

	@Test
	void typeDifferences_tellWhatOnlyOneEndKnows() {
		Node listener = this.nodes.create();
		listener.messages().register(Chat.class);
		listener.messages().register(Thing.class);
		listener.listen();
		Node dialer = this.nodes.create();
		dialer.messages().register(Other.class);
		dialer.messages().register(Chat.class);
		Peer peer = dialer.dial(listener.externalAddress());
		assertThat(peer.typeDifferences().onlyHere()).containsExactly("Other");
		assertThat(peer.typeDifferences().onlyThere()).containsExactly("Thing");
		dialer.messages().register(Thing.class);
		assertThat(peer.typeDifferences().onlyThere()).isEmpty();
		Peer back = await().until(() -> listener.peers().stream().findFirst(), (found) -> found.isPresent())
			.orElseThrow();
		await().until(() -> back.typeDifferences().onlyHere().isEmpty());
		assertThat(back.typeDifferences().onlyThere()).containsExactly("Other");
	}

	record Thing(int number) {
	}

	record Other(int number) {
	}

}
