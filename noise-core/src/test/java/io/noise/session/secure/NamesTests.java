package io.noise.session.secure;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.noise.MessageName;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.message.RemoteTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Two applications with types of their own: a type is known by its name.
 */
class NamesTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final Node one = this.nodes.create();

	private final Node two = this.nodes.create();

	record Apple(int seeds) {
	}

	record Pear(String text) {
	}

	record Plum(int stone) {
	}

	@MessageName("Apple")
	record AppleOfAnotherPackage(int seeds) {
	}

	@MessageName("Quince")
	record Quitte(String text) {
	}

	private Peer connect() {
		this.two.listen();
		return this.one.dial(this.two.externalAddress());
	}

	private <T> void log(Node node, Class<T> type) {
		node.onMessage(type, (peer, message) -> this.received.add(message.toString()));
	}

	private void awaitReceived(String... messages) {
		await().atMost(Nodes.SOON).untilAsserted(() -> assertThat(this.received).containsExactly(messages));
	}

	@Test
	void sameTypesInAnotherOrder_areUnderstood() {
		this.one.messages().register(Apple.class);
		this.one.messages().register(Pear.class);
		this.two.messages().register(Plum.class);
		this.two.messages().register(Pear.class);
		this.two.messages().register(Apple.class);
		log(this.two, Apple.class);
		log(this.two, Pear.class);
		Peer peer = connect();
		peer.send(new Apple(1));
		peer.send(new Pear("two"));
		awaitReceived("Apple[seeds=1]", "Pear[text=two]");
		assertThat(peer.typeDifferences().onlyThere()).containsExactly("Plum");
		assertThat(peer.typeDifferences().onlyHere()).isEmpty();
	}

	@Test
	void disjointTypes_areNotSentAndNamed() {
		this.one.messages().register(Apple.class);
		this.two.messages().register(Plum.class);
		Peer peer = connect();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new Apple(1)))
			.withMessageContaining("message type Apple: not known to the peer");
		assertThat(peer.sendAsync(new Apple(1))).failsWithin(Nodes.SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(NotSentException.class)
			.withMessageContaining("Apple");
		assertThat(peer.isConnected()).isTrue();
	}

	@Test
	void typeRegisteredLaterThere_becomesSendable() {
		this.one.messages().register(Apple.class);
		this.two.messages().register(Plum.class);
		Peer peer = connect();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new Apple(1)));
		this.two.messages().register(Apple.class);
		log(this.two, Apple.class);
		await().atMost(Nodes.SOON).until(() -> peer.typeDifferences().onlyHere().isEmpty());
		peer.send(new Apple(2));
		awaitReceived("Apple[seeds=2]");
	}

	@Test
	void typeRegisteredLaterHere_isSendableAtOnce() {
		this.two.messages().register(Plum.class);
		this.two.messages().register(Apple.class);
		log(this.two, Apple.class);
		Peer peer = connect();
		this.one.messages().register(Pear.class);
		this.one.messages().register(Apple.class);
		peer.send(new Apple(3));
		awaitReceived("Apple[seeds=3]");
	}

	@Test
	void messageName_countsInPlaceOfTheClass() {
		this.one.messages().register(AppleOfAnotherPackage.class);
		this.one.messages().register(Quitte.class);
		this.two.messages().register(Quitte.class);
		this.two.messages().register(Apple.class);
		log(this.two, Apple.class);
		log(this.two, Quitte.class);
		Peer peer = connect();
		peer.send(new AppleOfAnotherPackage(4));
		peer.send(new Quitte("q"));
		awaitReceived("Apple[seeds=4]", "Quitte[text=q]");
	}

	@Test
	void explicitOpcodeHereAndAutomaticThere_matchByName() {
		this.one.messages().register(77, Apple.class);
		this.two.messages().register(Pear.class);
		this.two.messages().register(Apple.class);
		log(this.two, Apple.class);
		connect().send(new Apple(5));
		awaitReceived("Apple[seeds=5]");
	}

	@Test
	void automaticOpcodeThatIsAnotherTypesExplicitOneThere_matchesByName() {
		this.one.messages().register(Apple.class);
		this.two.messages().register(1, Plum.class);
		this.two.messages().register(2, Apple.class);
		log(this.two, Apple.class);
		log(this.two, Plum.class);
		connect().send(new Apple(6));
		awaitReceived("Apple[seeds=6]");
	}

	@Test
	void sameExplicitOpcodeWithOtherNames_matchesAndWarnsOnce() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger(RemoteTypes.class);
		log.list = new CopyOnWriteArrayList<>();
		log.start();
		logger.addAppender(log);
		try {
			this.one.messages().register(9, Apple.class);
			this.two.messages().register(9, Plum.class);
			log(this.two, Plum.class);
			connect().send(new Apple(7));
			this.one.dial(this.two.externalAddress()).send(new Apple(8));
			await().atMost(Nodes.SOON)
				.untilAsserted(
						() -> assertThat(this.received).containsExactlyInAnyOrder("Plum[stone=7]", "Plum[stone=8]"));
			assertThat(log.list).hasSize(2).allSatisfy((event) -> assertThat(event.getLevel()).isEqualTo(Level.WARN));
			assertThat(log.list).anySatisfy((event) -> assertThat(event.getFormattedMessage())
				.startsWith("opcode 9 is io.noise.session.secure.NamesTests$Plum here and \"Apple\" at a peer"));
		}
		finally {
			logger.detachAppender(log);
		}
	}

	@Test
	void typesRegisteredByManyThreadsWhileOthersSend_neverComeBeforeTheirTable() throws Exception {
		List<Class<?>> types = List.of(Apple.class, Pear.class, Plum.class, Quitte.class);
		for (int round = 0; round < 20; round++) {
			Node sender = this.nodes.create();
			Node receiver = this.nodes.create();
			ConcurrentLinkedQueue<Object> got = new ConcurrentLinkedQueue<>();
			types.forEach((type) -> {
				receiver.messages().register(type);
				receiver.onMessage(type, (peer, message) -> got.add(message));
			});
			receiver.listen();
			CyclicBarrier start = new CyclicBarrier(types.size());
			Peer peer = sender.dial(receiver.externalAddress());
			CompletableFuture<?>[] all = { send(sender, start, peer, new Apple(round)),
					send(sender, start, peer, new Pear("p")), send(sender, start, peer, new Plum(round)),
					send(sender, start, peer, new Quitte("q")) };
			CompletableFuture.allOf(all).get(60, TimeUnit.SECONDS);
			await().atMost(Nodes.SOON).until(() -> got.size() == 10 * types.size());
			assertThat(peer.isConnected()).isTrue();
			sender.close();
			receiver.close();
		}
	}

	private static CompletableFuture<Void> send(Node sender, CyclicBarrier start, Peer peer, Object message) {
		return CompletableFuture.runAsync(() -> {
			try {
				start.await();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			sender.messages().register(message.getClass());
			for (int i = 0; i < 10; i++) {
				peer.send(message);
			}
		}, (task) -> new Thread(task).start());
	}

}
