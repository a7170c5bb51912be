package io.noise.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.noise.CapturedLog;
import io.noise.Direction;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.PeerAuthorizer;
import io.noise.PeerAuthorizer.Candidate;
import io.noise.concurrent.EventLoopThread;
import io.noise.identity.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Authorizers: the questions, their threads, and the effects of answers.
 */
class AuthorizerTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private Node listening(PeerAuthorizer authorizer) {
		Node node = this.nodes.create((builder) -> builder.authorizer(authorizer));
		node.listen();
		return node;
	}

	@Test
	void isWelcome_isAskedOnTheExecutor_beforeThePeerIsVisible() {
		List<Candidate> asked = new CopyOnWriteArrayList<>();
		AtomicReference<Thread> thread = new AtomicReference<>();
		CompletableFuture<Node> self = new CompletableFuture<>();
		List<Peer> visible = new CopyOnWriteArrayList<>();
		Node listener = listening((candidate) -> {
			thread.set(Thread.currentThread());
			visible.addAll(self.join().peers());
			return asked.add(candidate);
		});
		self.complete(listener);
		Node dialer = this.nodes.create();
		Peer peer = dialer.dial(listener.externalAddress());
		assertThat(asked)
			.containsExactly(new Candidate(NodeId.parse(dialer.id()), peer.localAddress(), Direction.INBOUND));
		assertThat(thread.get()).isNotInstanceOf(EventLoopThread.class);
		assertThat(visible).isEmpty();
	}

	@Test
	void isWelcome_ofTheDialler_isAskedAboutWhomItDialled() {
		Node listener = this.nodes.listening();
		List<Candidate> asked = new CopyOnWriteArrayList<>();
		Node dialer = this.nodes.create((builder) -> builder.authorizer(asked::add));
		dialer.dial(listener.externalAddress());
		assertThat(asked).containsExactly(
				new Candidate(NodeId.parse(listener.id()), listener.externalAddress(), Direction.OUTBOUND));
	}

	@Test
	void isWelcome_false_refusesWhoDials() {
		Node listener = listening((candidate) -> false);
		assertThat(Nodes.refused(this.nodes.create(), listener.externalAddress()))
			.hasMessageContaining("refused by the authorizer");
		assertThat(listener.stats().peersAccepted()).isZero();
	}

	@Test
	void isWelcome_false_refusesWhomWeDialled() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.authorizer((candidate) -> false));
		assertThat(Nodes.refused(dialer, listener.externalAddress())).hasMessageContaining(listener.id())
			.hasMessageContaining("refused by the authorizer of this node");
		assertThat(listener.stats().peersAccepted()).isZero();
	}

	@Test
	void isWelcome_throws_refusesAndTellsNobodyWhy() {
		Node listener = listening((candidate) -> {
			throw new IllegalStateException("the password of the database is wrong");
		});
		assertThat(Nodes.refused(this.nodes.create(), listener.externalAddress()))
			.hasMessageContaining("refused by the authorizer")
			.message()
			.doesNotContain("database");
	}

	@Test
	void isWelcome_throwsForOneAfterTheOther_isOneWarning() {
		Node listener = listening((candidate) -> {
			throw new IllegalStateException("as a test");
		});
		try (CapturedLog log = new CapturedLog(AdmissionQuestion.class)) {
			for (int i = 0; i < 3; i++) {
				Nodes.refused(this.nodes.create(), listener.externalAddress());
			}
			assertThat(log.lines()).hasSize(3);
			assertThat(log.lines().stream().filter((line) -> line.startsWith("WARN"))).hasSize(1);
			assertThat(log.traced()).hasSize(1);
		}
	}

	@Test
	void isWelcome_takesTooLong_refusesAndInterrupts() {
		CountDownLatch interrupted = new CountDownLatch(1);
		Node listener = this.nodes
			.create((builder) -> builder.authorizerTimeout(Duration.ofMillis(50)).authorizer((candidate) -> {
				try {
					new CountDownLatch(1).await();
					return true;
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
					throw ex;
				}
			}));
		listener.listen();
		assertThat(Nodes.refused(this.nodes.create(), listener.externalAddress())).hasMessageContaining("in time");
		await().atMost(Nodes.SOON).until(() -> interrupted.getCount() == 0);
	}

	@Test
	void isWelcome_mayBlock_andHoldsUpNobodyElse() {
		CountDownLatch go = new CountDownLatch(1);
		CompletableFuture<NodeId> slow = new CompletableFuture<>();
		Node listener = this.nodes.create((builder) -> builder.authorizerTimeout(Duration.ofSeconds(60))
			.handshakeTimeout(Duration.ofSeconds(60))
			.authorizer((candidate) -> {
				if (candidate.identity().equals(slow.join())) {
					go.await();
				}
				return true;
			}));
		listener.listen();
		Node first = this.nodes.create((builder) -> builder.handshakeTimeout(Duration.ofSeconds(60)));
		slow.complete(NodeId.parse(first.id()));
		CompletableFuture<Peer> waiting = first.dialAsync(listener.externalAddress());
		assertThat(this.nodes.create().dial(listener.externalAddress()).isConnected()).isTrue();
		assertThat(waiting).isNotDone();
		go.countDown();
		assertThat(waiting).succeedsWithin(Nodes.SOON);
	}

	@Test
	void isWelcome_diesWithItsNode() {
		CountDownLatch asked = new CountDownLatch(1);
		Node listener = listening((candidate) -> {
			asked.countDown();
			new CountDownLatch(1).await();
			return true;
		});
		Node dialer = this.nodes.create();
		CompletableFuture<Peer> waiting = dialer.dialAsync(listener.externalAddress());
		await().atMost(Nodes.SOON).until(() -> asked.getCount() == 0);
		listener.close();
		assertThat(waiting).failsWithin(Nodes.SOON);
	}

}
