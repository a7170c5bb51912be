package io.noise;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.noise.NodeObserver.Outcome;
import io.noise.identity.Identity;
import io.noise.identity.Trust;
import io.noise.session.Sessions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NodeTracer}.
 */
class NodeTracerTests {

	private static final Map<String, String> CONTEXT = Map.of("traceparent", "00-1-2-01", "baggage", "tenant=blue");

	@RegisterExtension
	final Nodes nodes = new Nodes();

	record Question(String text) {
	}

	record Answer(String text) {
	}

	/** Notes in words what it is told. */
	private static class Journal implements NodeTracer {

		private final List<String> notes = new CopyOnWriteArrayList<>();

		private final List<Exchange> handled = new CopyOnWriteArrayList<>();

		private final ThreadLocal<String> current = new ThreadLocal<>();

		private boolean messages = true;

		private boolean capturing;

		private Map<String, String> context = CONTEXT;

		@Override
		public boolean tracesMessages() {
			return this.messages;
		}

		@Override
		public @Nullable Supplier<Scope> capture() {
			String caller = this.current.get();
			return (this.capturing && caller != null) ? () -> {
				this.current.set(caller);
				return this.current::remove;
			} : null;
		}

		@Override
		public Trace sending(Exchange exchange) {
			this.notes.add("sending " + exchange.type());
			return trace("sent", this.context);
		}

		@Override
		public Trace handling(Exchange exchange, Map<String, String> received) {
			this.handled.add(exchange);
			this.notes.add("handling " + exchange.type() + " " + (received.equals(CONTEXT) ? "with" : received));
			return trace("handled", Map.of());
		}

		private Trace trace(String what, Map<String, String> sent) {
			return new Trace() {

				@Override
				public Map<String, String> context() {
					return sent;
				}

				@Override
				public Scope open() {
					Journal.this.current.set(what);
					return Journal.this.current::remove;
				}

				@Override
				public void failed(Throwable failure) {
					Journal.this.notes.add("failed " + failure.getClass().getSimpleName());
				}

				@Override
				public void ended(Outcome outcome) {
					Journal.this.notes.add(what + " " + outcome);
				}

			};
		}

		void awaitNotes(String... expected) {
			await().untilAsserted(() -> assertThat(this.notes).containsExactly(expected));
		}

	}

	private final Journal here = new Journal();

	private final Journal there = new Journal();

	/** The node that is dialled. */
	private Node other;

	private Node node(UnaryOperator<Node.Builder> configuration) {
		Node node = this.nodes.create((builder) -> configuration.apply(builder.connectTimeout(Nodes.SOON)
			.handshakeTimeout(Nodes.SOON)
			.sendTimeout(Nodes.SOON)
			.requestTimeout(Nodes.SOON)));
		node.messages().register(7, Question.class);
		node.messages().register(8, Answer.class);
		return node;
	}

	private Node node() {
		return node((builder) -> builder);
	}

	private Peer dial(Node from, Node to) {
		to.listen();
		return from.dial(to.externalAddress());
	}

	private Peer traced(@Nullable RequestHandler<Question> handler) {
		Node from = node();
		Node to = node();
		this.other = to;
		from.trace(this.here);
		to.trace(this.there);
		if (handler != null) {
			to.onRequest(Question.class, handler);
		}
		return dial(from, to);
	}

	@Test
	void request_takesTheContextAlong_andIsCurrentInTheHandler() {
		Peer peer = traced((from, question) -> new Answer(String.valueOf(this.there.current.get())));
		assertThat(peer.request(new Question("?"), Answer.class)).isEqualTo(new Answer("handled"));
		this.here.awaitNotes("sending Question", "sent SUCCESS");
		this.there.awaitNotes("handling Question with", "handled SUCCESS");
		assertThat(this.there.handled).singleElement().satisfies((exchange) -> {
			assertThat(exchange.isRequest()).isTrue();
			assertThat(exchange.identity()).hasValueSatisfying((id) -> assertThat(id).hasToString(peer.node().id()));
			assertThat(exchange.peer()).isNotEmpty();
			assertThat(exchange).hasToString("request 7 Question");
		});
	}

	@Test
	void requestAsync_endsWithItsStage() {
		CompletableFuture<Object> reply = new CompletableFuture<>();
		Peer peer = traced((from, question) -> reply);
		CompletableFuture<Answer> answer = peer.requestAsync(new Question("?"), Answer.class);
		this.there.awaitNotes("handling Question with");
		reply.complete(new Answer("!"));
		assertThat(answer.join()).isEqualTo(new Answer("!"));
		this.here.awaitNotes("sending Question", "sent SUCCESS");
		this.there.awaitNotes("handling Question with", "handled SUCCESS");
	}

	@Test
	void failedRequest_isTold_withItsExceptionAtEachSide() {
		Peer peer = traced((from, question) -> {
			throw new IllegalStateException("on purpose");
		});
		assertThatExceptionOfType(RequestException.class)
			.isThrownBy(() -> peer.request(new Question("?"), Answer.class));
		this.here.awaitNotes("sending Question", "failed RequestException", "sent FAILED");
		this.there.awaitNotes("handling Question with", "failed IllegalStateException", "handled FAILED");
	}

	@Test
	void requestWithoutHandler_isTold() {
		Peer peer = traced(null);
		assertThatExceptionOfType(RequestException.class)
			.isThrownBy(() -> peer.request(new Question("?"), Answer.class));
		this.there.awaitNotes("handling Question with", "handled NO_HANDLER");
	}

	@Test
	void cancelledRequest_endsAtBothSides_thoughItsHandlerGoesOn() {
		CountDownLatch goOn = new CountDownLatch(1);
		Peer peer = traced((from, question) -> {
			goOn.await();
			return new Answer("late");
		});
		assertThatExceptionOfType(NoiseTimeoutException.class)
			.isThrownBy(() -> peer.request(new Question("?"), Answer.class, Duration.ofMillis(200)));
		this.here.awaitNotes("sending Question", "failed NoiseTimeoutException", "sent TIMEOUT");
		try {
			this.there.awaitNotes("handling Question with", "handled CANCELLED");
		}
		finally {
			goOn.countDown();
		}
	}

	@Test
	void message_takesTheContextAlong_whenSentEitherWay() {
		Peer peer = traced(null);
		List<String> current = new CopyOnWriteArrayList<>();
		this.other.onMessage(Question.class, (from, question) -> current.add(String.valueOf(this.there.current.get())));
		peer.send(new Question("1"));
		this.there.awaitNotes("handling Question with", "handled SUCCESS");
		peer.sendAsync(new Question("2")).join();
		this.there.awaitNotes("handling Question with", "handled SUCCESS", "handling Question with", "handled SUCCESS");
		this.here.awaitNotes("sending Question", "sent SUCCESS", "sending Question", "sent SUCCESS");
		assertThat(current).containsExactly("handled", "handled");
	}

	@Test
	void contextsOfMessagesThatWait_areBounded_andTheMessagesAreNot() {
		this.here.context = Map.of("long", "x".repeat(900));
		Peer peer = traced(null);
		for (int i = 0; i < 3000; i++) {
			peer.send(new Question("?"));
		}
		this.other.onMessage(Question.class, (from, question) -> {
		});
		await().atMost(Nodes.SOON).until(() -> this.there.handled.size() == 3000);
		assertThat(this.there.notes.stream().filter((note) -> note.contains("xxx")).count()).isBetween(1024L, 1500L);
	}

	@Test
	void messageThatCannotBeSent_isTold() {
		Peer peer = traced(null);
		peer.disconnect();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new Question("?")));
		assertThat(peer.sendAsync(new Question("?"))).isCompletedExceptionally();
		this.here.awaitNotes("sending Question", "failed NotSentException", "sent NOT_SENT", "sending Question",
				"failed NotSentException", "sent NOT_SENT");
	}

	@Test
	void messages_whereTheyAreNotTraced_areSentWithoutContext() {
		this.here.messages = false;
		this.there.messages = false;
		Peer peer = traced((from, question) -> new Answer("!"));
		CountDownLatch arrived = new CountDownLatch(1);
		this.other.onMessage(Answer.class, (from, answer) -> arrived.countDown());
		peer.send(new Answer("first"));
		await().until(() -> arrived.getCount() == 0);
		peer.request(new Question("?"), Answer.class);
		this.here.awaitNotes("sending Question", "sent SUCCESS");
		this.there.awaitNotes("handling Question with", "handled SUCCESS");
	}

	@Test
	void nodeWithoutTracer_ignoresTheContext() {
		Node from = node();
		Node to = node();
		from.trace(this.here);
		to.onRequest(Question.class, (peer, question) -> new Answer("!"));
		assertThat(dial(from, to).request(new Question("?"), Answer.class)).isEqualTo(new Answer("!"));
	}

	@Test
	void noContext_isNone() {
		this.here.context = Map.of();
		Peer peer = traced((from, question) -> new Answer("!"));
		peer.request(new Question("?"), Answer.class);
		this.there.awaitNotes("handling Question {}", "handled SUCCESS");
	}

	@Test
	void plainSession_carriesNoContext() {
		Node from = node((builder) -> builder.session(Sessions.plain()));
		Node to = node((builder) -> builder.session(Sessions.plain()));
		from.trace(this.here);
		to.trace(this.there);
		to.onMessage(Question.class, (peer, question) -> {
		});
		dial(from, to).send(new Question("?"));
		this.there.awaitNotes("handling Question {}", "handled SUCCESS");
		assertThat(this.there.handled).allSatisfy((exchange) -> assertThat(exchange.isPeerNamed()).isFalse());
	}

	@Test
	void closedRegistration_tracesNoMore_andMakesRoomForAnother() {
		Node from = node();
		Node to = node();
		Registration first = from.trace(this.here);
		assertThatIllegalStateException().isThrownBy(() -> from.trace(this.there)).withMessageContaining("tracer");
		to.onRequest(Question.class, (peer, question) -> new Answer("!"));
		Peer peer = dial(from, to);
		first.close();
		peer.request(new Question("?"), Answer.class);
		assertThat(this.here.notes).isEmpty();
		from.trace(this.there);
		first.close();
		peer.request(new Question("?"), Answer.class);
		this.there.awaitNotes("sending Question", "sent SUCCESS");
	}

	@Test
	void tracerThatThrows_doesNoHarm() {
		NodeTracer broken = new NodeTracer() {

			@Override
			public Trace sending(Exchange exchange) {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public Trace handling(Exchange exchange, Map<String, String> context) {
				return new Trace() {

					@Override
					public Scope open() {
						throw new IllegalStateException("on purpose");
					}

					@Override
					public void ended(Outcome outcome) {
						throw new IllegalStateException("on purpose");
					}

				};
			}

		};
		Node from = node();
		Node to = node();
		from.trace(broken);
		to.trace(broken);
		to.onRequest(Question.class, (peer, question) -> new Answer("!"));
		assertThat(dial(from, to).request(new Question("?"), Answer.class)).isEqualTo(new Answer("!"));
	}

	// --- the context of who dials

	@Test
	void firstHooks_runInTheContextOfWhoDials() {
		Node from = node();
		Node to = node();
		this.here.capturing = true;
		from.trace(this.here);
		List<String> current = new CopyOnWriteArrayList<>();
		from.onPeerDialed((n, peer) -> current.add("dialed " + this.here.current.get()));
		from.onPeerInit((n, peer) -> current.add("init " + this.here.current.get()));
		from.onPeerDisconnected((n, peer) -> current.add("gone " + this.here.current.get()));
		to.listen();
		this.here.current.set("controller");
		from.dial(to.externalAddress()).disconnect();
		from.dialAsync(to.externalAddress()).join();
		this.here.current.remove();
		from.dial(to.externalAddress());
		assertThat(current).containsExactly("dialed controller", "init controller", "gone null", "dialed controller",
				"init controller", "dialed null", "init null");
	}

	@Test
	void captureThatThrows_doesNoHarm() {
		Node from = node();
		Node to = node();
		from.trace(new Journal() {

			@Override
			public Supplier<Scope> capture() {
				throw new IllegalStateException("on purpose");
			}

		});
		assertThat(dial(from, to).isConnected()).isTrue();
	}

	// --- strangers

	private boolean named(Node from, Node to) {
		to.trace(this.there);
		to.onRequest(Question.class, (peer, question) -> new Answer("!"));
		dial(from, to).request(new Question("?"), Answer.class);
		return this.there.handled.get(0).isPeerNamed();
	}

	@Test
	void anybody_isAStranger() {
		assertThat(named(node(), node())).isFalse();
	}

	@Test
	void listedNode_isNamed() {
		Identity identity = Identity.generate();
		Node to = node((builder) -> builder.trust(Trust.allowList(List.of(identity.id()))));
		assertThat(named(node((builder) -> builder.session(Sessions.secure(identity))), to)).isTrue();
	}

	@Test
	void nodeOfAKeptAddress_isNamed_whoeverDials() {
		Node from = node();
		Node to = node();
		KeptAddress kept = to.keepConnected(from.id() + "@127.0.0.1:1");
		assertThat(named(from, to)).isTrue();
		kept.close();
		assertThat(this.there.handled.get(0).isPeerNamed()).isFalse();
	}

	@Test
	void nodeThatWasDialledByItsId_isNamed() {
		Node from = node();
		Node to = node();
		from.trace(this.here);
		from.onRequest(Question.class, (peer, question) -> new Answer("!"));
		CompletableFuture<Peer> back = new CompletableFuture<>();
		to.onPeerConnected((n, peer) -> back.complete(peer));
		to.listen();
		from.dial(to.id() + "@" + to.externalAddress());
		assertThat(back.join().request(new Question("?"), Answer.class)).isEqualTo(new Answer("!"));
		assertThat(this.here.handled).singleElement()
			.satisfies((exchange) -> assertThat(exchange.isPeerNamed()).isTrue());
	}

}
