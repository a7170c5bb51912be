package io.noise.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.noise.DialException;
import io.noise.Messages;
import io.noise.Node;
import io.noise.Peer;
import io.noise.session.Sessions;
import io.noise.transport.TestTransports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Messages to the application of a peer that a block refuses: nothing.
 */
class RefusedSetupTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final List<Node> nodes = new ArrayList<>();

	private final List<String> log = new CopyOnWriteArrayList<>();

	record Greeting(String text) {
	}

	record Answer(int number) {
	}

	/** The stranger's step after its messages for the application. */
	enum Stranger {

		/** Answers wrongly. */
		WRONG,

		/** Answers nothing, until the handshake timeout. */
		SILENT,

		/** Fails itself, so that the connection ends while the other block waits. */
		GONE

	}

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
	}

	static Stream<Arguments> cases() {
		return Stream.of("plain", "secure", "legacy")
			.flatMap((session) -> Stream.of(Stranger.values())
				.flatMap((stranger) -> Stream.of(true, false).map((dials) -> Arguments.of(session, stranger, dials))));
	}

	private Node node(String session, Block block, Duration handshakeTimeout) {
		Node.Builder builder = Node.builder()
			.transport(TestTransports.nio())
			.handshakeTimeout(handshakeTimeout)
			.protocol(Protocol.of(block));
		Node node = switch (session) {
			case "plain" -> builder.session(Sessions.plain()).build();
			case "legacy" -> builder.session(Sessions.legacy()).build();
			default -> builder.build();
		};
		node.messages().register(16, Greeting.class);
		this.nodes.add(node);
		return node;
	}

	/** Registers the type that both use. */
	private abstract static class Asking implements Block {

		@Override
		public void onRegister(Messages messages) {
			messages.register(9, Answer.class);
		}

	}

	/** Lets in who answers 42. */
	private final class Guard extends Asking {

		@Override
		public void onBegin(Peer peer) {
			peer.onMessage(Greeting.class, (from, greeting) -> RefusedSetupTests.this.log.add("block's " + greeting));
			if (peer.receive(Answer.class, SOON).number() != 42) {
				throw new IllegalStateException("wrong answer");
			}
		}

		@Override
		public void onEnd(Peer peer) {
			RefusedSetupTests.this.log.add("end");
		}

	}

	private static final class Flattery extends Asking {

		private final Stranger stranger;

		Flattery(Stranger stranger) {
			this.stranger = stranger;
		}

		@Override
		public void onBegin(Peer peer) {
			for (int i = 0; i < 3; i++) {
				peer.send(new Greeting("let me in"));
			}
			switch (this.stranger) {
				case WRONG -> peer.send(new Answer(41));
				case SILENT -> {
				}
				case GONE -> throw new IllegalStateException("changed its mind");
			}
			peer.receive(Answer.class, SOON);
		}

	}

	@ParameterizedTest
	@MethodSource("cases")
	void messagesOfAPeerThatIsRefused_reachNoHandlerAndAreCounted(String session, Stranger stranger, boolean dials)
			throws Exception {
		Node stranded = node(session, new Flattery(stranger), SOON);
		Duration patience = (stranger == Stranger.SILENT) ? Duration.ofSeconds(2) : SOON;
		Node guarded = node(session, new Guard(), patience);
		guarded.onMessage(Greeting.class, (peer, greeting) -> this.log.add("node's " + greeting));
		guarded.onPeerInit((node, peer) -> this.log.add("hook"));
		Node listener = dials ? guarded : stranded;
		listener.listen();
		DialException failure = assertThatExceptionOfType(DialException.class)
			.isThrownBy(() -> (dials ? stranded : guarded).dial(listener.externalAddress()))
			.actual();
		if (session.equals("secure") && dials && stranger == Stranger.WRONG) {
			assertThat(failure).hasMessageContaining("it said PROTOCOL");
		}
		// After all that the lane had to do.
		await().atMost(SOON).until(() -> this.log.contains("end"));
		assertThat(this.log).containsExactly("end");
		assertThat(guarded.peers()).isEmpty();
		assertThat(guarded.stats().messagesDropped()).isBetween(0L, 3L);
		if (stranger == Stranger.WRONG) {
			assertThat(guarded.stats().messagesDropped()).isEqualTo(3);
		}
	}

	@ParameterizedTest
	@MethodSource("sessions")
	void messagesBeforeTheBlocksAreDone_areHandledBehindTheHooks(String session) {
		Node guarded = node(session, new Guard(), SOON);
		guarded.onMessage(Greeting.class, (peer, greeting) -> this.log.add("node's"));
		guarded.onPeerInit((node, peer) -> this.log.add("hook"));
		guarded.listen();
		node(session, new Asking() {

			@Override
			public void onBegin(Peer peer) {
				peer.send(new Greeting("early"));
				peer.send(new Answer(42));
			}

		}, SOON).dial(guarded.externalAddress());
		await().atMost(SOON).until(() -> this.log.size() == 3);
		assertThat(this.log).containsExactly("hook", "block's Greeting[text=early]", "node's");
	}

	static Stream<String> sessions() {
		return Stream.of("plain", "secure", "legacy");
	}

}
