package io.noise.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.noise.DialException;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.KeptConnection.State;
import io.noise.Limits;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.PeerAuthorizer;
import io.noise.SlowLine;
import io.noise.identity.Identity;
import io.noise.session.Sessions;
import io.noise.transport.TestTransports;
import io.noise.transport.Transport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes that keep each other connected.
 */
class DialCrossingsTests {

	private static final int ROUNDS = 10;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final CountDownLatch held = new CountDownLatch(1);

	private Identity smaller;

	private Identity larger;

	@BeforeEach
	void generateIdentities() {
		Identity[] identities = { Identity.generate(), Identity.generate() };
		Arrays.sort(identities, (one, other) -> one.id().compareTo(other.id()));
		this.smaller = identities[0];
		this.larger = identities[1];
	}

	private Node listening(Identity identity) {
		return listening(identity, TestTransports.nio(), (candidate) -> true);
	}

	private Node listening(Identity identity, Transport transport, PeerAuthorizer authorizer) {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.secure(identity))
			.transport(transport)
			.handshakeTimeout(Nodes.SOON)
			.authorizerTimeout(Nodes.SOON)
			.authorizer(authorizer));
		node.listen();
		return node;
	}

	/** Admits peers; those of one direction only when the test says so. */
	private PeerAuthorizer holding(Direction direction) {
		return (candidate) -> {
			if (candidate.direction() == direction) {
				this.held.await();
			}
			return true;
		};
	}

	private static void keep(Node one, Node other) {
		one.keepConnected(other.externalAddress());
	}

	private static void awaitConnected(Node... all) {
		await().atMost(Nodes.SOON)
			.untilAsserted(
					() -> assertThat(Stream.of(all).flatMap((node) -> node.keptConnections().stream())).isNotEmpty()
						.allSatisfy((kept) -> {
							assertThat(kept.state()).isEqualTo(State.CONNECTED);
							assertThat(kept.lastError()).isEmpty();
						}));
	}

	/** Asserts that there is one connection, and never was another one. */
	private static void assertOnePeer(Node... both) {
		for (Node node : both) {
			assertThat(node.peers()).hasSize(1);
			assertThat(node.stats().peersAccepted() + node.stats().peersDialed()).isEqualTo(1);
			assertThat(node.stats().dialFailures()).isZero();
		}
	}

	private static Direction direction(Node node) {
		return node.peers().get(0).direction();
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void nodesThatKeepEachOtherConnected_haveOnePeerEach(Transport transport) {
		for (int i = 0; i < ROUNDS; i++) {
			Node one = listening(this.smaller, transport, (candidate) -> true);
			Node other = listening(this.larger, transport, (candidate) -> true);
			CompletableFuture
				.allOf(CompletableFuture.runAsync(() -> keep(one, other)),
						CompletableFuture.runAsync(() -> keep(other, one)))
				.join();
			awaitConnected(one, other);
			assertOnePeer(one, other);
			one.close();
			other.close();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void dialThatComesLater_givesWayWhateverTheIds(boolean smallerFirst) {
		Node first = listening(smallerFirst ? this.smaller : this.larger);
		Node second = listening(smallerFirst ? this.larger : this.smaller);
		keep(first, second);
		awaitConnected(first);
		keep(second, first);
		awaitConnected(first, second);
		assertOnePeer(first, second);
		assertThat(direction(first)).isEqualTo(Direction.OUTBOUND);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void dialsThatAreBothUnderWay_thatOfTheSmallerIdGoesOn(boolean smallerFirst) {
		// A dialled connection is decided on at once, an accepted one only later.
		Node one = listening(this.smaller, TestTransports.nio(), holding(Direction.INBOUND));
		Node other = listening(this.larger, TestTransports.nio(), holding(Direction.INBOUND));
		List<Node> order = smallerFirst ? List.of(one, other) : List.of(other, one);
		keep(order.get(0), order.get(1));
		awaitProven(order.get(0));
		keep(order.get(1), order.get(0));
		awaitProven(order.get(1));
		this.held.countDown();
		awaitConnected(one, other);
		assertOnePeer(one, other);
		assertThat(direction(one)).isEqualTo(Direction.OUTBOUND);
	}

	private static void awaitProven(Node dialer) {
		await().atMost(Nodes.SOON)
			.until(() -> NodeParts.of(dialer, DialCrossings.class).toString().contains("OUTBOUND"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void dialThatFindsTheOtherStanding_givesWayThoughItBeganBefore(boolean smallerHeld) {
		Node held = listening(smallerHeld ? this.smaller : this.larger, TestTransports.nio(),
				holding(Direction.OUTBOUND));
		Node free = listening(smallerHeld ? this.larger : this.smaller);
		keep(held, free);
		keep(free, held);
		awaitConnected(free);
		this.held.countDown();
		awaitConnected(held, free);
		assertOnePeer(held, free);
		assertThat(direction(held)).isEqualTo(Direction.INBOUND);
	}

	@Test
	void peerThatStandsIn_lost_isDialled() {
		Node one = listening(this.smaller);
		Node other = listening(this.larger);
		keep(one, other);
		awaitConnected(one);
		keep(other, one);
		awaitConnected(other);
		Peer first = other.peers().get(0);
		first.disconnect();
		await().atMost(Nodes.SOON).until(() -> one.stats().peersDisconnected() == 1);
		awaitConnected(one, other);
		assertThat(one.peers()).hasSize(1);
		assertThat(other.peers()).hasSize(1).doesNotContain(first);
	}

	@Test
	void addressWhereAnotherNodeListensNow_isDialledThoughTheFirstOneKeepsThisOneConnected() {
		Node one = listening(this.smaller);
		Node other = listening(this.larger);
		keep(other, one);
		awaitConnected(other);
		keep(one, other);
		awaitConnected(one);
		int port = other.port();
		other.close();
		Node another = this.nodes.create((builder) -> builder.port(port));
		another.listen();
		Node moved = this.nodes.create((builder) -> builder.session(Sessions.secure(this.larger)));
		keep(moved, one);
		await().atMost(Nodes.SOON).until(() -> another.peers().size() == 1);
		awaitConnected(one, moved);
		assertThat(one.peers()).hasSize(2);
	}

	@Test
	void dialThatGivesWayToAConnectionThatIsNotHere_failsInTheEnd() {
		Node other = listening(this.larger);
		Node first = listening(this.smaller);
		keep(other, first);
		awaitConnected(other);
		Node twin = this.nodes.create((builder) -> builder.session(Sessions.secure(this.smaller)));
		CompletableFuture<String> failed = new CompletableFuture<>();
		twin.onDialFailed((node, address, failure) -> failed.complete(failure.getMessage()));
		twin.keepConnected(other.externalAddress());
		assertThat(failed).succeedsWithin(Nodes.SOON).asString().contains("refused this node, DUPLICATE");
		assertThat(twin.stats().dialFailures()).isPositive();
		assertThat(twin.keptConnections().get(0).lastError()).contains(DialException.Reason.HANDSHAKE);
		assertThat(other.peers()).hasSize(1);
	}

	@Test
	void nodeThatDialsAgainWhileTheOtherStillHasItsPeer_isConnectedInTheEnd() {
		Node one = listening(this.smaller);
		Node other = listening(this.larger);
		keep(other, one);
		awaitConnected(other);
		one.close();
		Node again = this.nodes.create((builder) -> builder.session(Sessions.secure(this.smaller)).port(one.port()));
		again.listen();
		keep(again, other);
		awaitConnected(again, other);
		await().pollDelay(Duration.ZERO).until(() -> again.peers().size() == 1 && other.peers().size() == 1);
	}

	@Test
	void connectionThatIsDeadWithoutAWord_givesWayToTheDialOfWhoNoticed() throws IOException {
		Node noticed = this.nodes
			.create((builder) -> builder.session(Sessions.secure(this.smaller)).drainTimeout(Duration.ofMillis(100)));
		noticed.listen();
		Node unaware = this.nodes.create((builder) -> builder.session(Sessions.secure(this.larger))
			.limits(Limits.defaults().withPingTimeout(Duration.ofMillis(500))));
		unaware.listen();
		try (SlowLine line = new SlowLine(noticed.port(), 1 << 20)) {
			Peer dead = unaware.keepConnected(line.address()).whenConnected().join();
			Peer standIn = noticed.keepConnected(unaware.externalAddress()).whenConnected().join();
			assertThat(standIn.direction()).isEqualTo(Direction.INBOUND);
			line.cut();
			standIn.disconnectAsync();
			await().atMost(Nodes.SOON)
				.until(() -> noticed.peers()
					.stream()
					.anyMatch((peer) -> peer.direction() == Direction.OUTBOUND && peer.isConnected()));
			assertThat(dead.disconnectReason()).contains(DisconnectReason.CONNECTION_LOST);
		}
	}

	@Test
	void connectionThatLives_doesNotGiveWay() {
		Node one = listening(this.smaller);
		Node other = this.nodes.create((builder) -> builder.session(Sessions.secure(this.larger))
			.limits(Limits.defaults().withPingTimeout(Duration.ofMillis(200))));
		other.listen();
		Peer standing = other.keepConnected(one.externalAddress()).whenConnected().join();
		Node twin = this.nodes.create((builder) -> builder.session(Sessions.secure(this.smaller)));
		AtomicInteger failures = new AtomicInteger();
		twin.onDialFailed((node, address, failure) -> failures.incrementAndGet());
		twin.keepConnected(other.externalAddress());
		// Each comes more than the probe timeout after the one before.
		await().atMost(Nodes.SOON).until(() -> failures.get() == 2);
		assertThat(standing.isConnected()).isTrue();
	}

	@Test
	void dialsThatOnlyOneKeepsUp_areTwoPeers() {
		Node one = listening(this.smaller);
		Node other = listening(this.larger);
		keep(one, other);
		awaitConnected(one);
		other.dial(one.externalAddress());
		assertThat(other.peers()).hasSize(2);
		await().atMost(Nodes.SOON).until(() -> one.peers().size() == 2);
	}

	@Test
	void oneNodeKeptAtTwoAddresses_isTwoPeers() {
		Node one = listening(this.smaller);
		Node other = listening(this.larger);
		one.keepConnected("127.0.0.1:" + other.port());
		one.keepConnected("localhost:" + other.port());
		awaitConnected(one);
		assertThat(one.peers()).hasSize(2);
	}

	@Test
	void sessionWithoutIdentities_hasTwoPeers() {
		Node one = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		Node other = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		one.listen();
		other.listen();
		keep(one, other);
		keep(other, one);
		awaitConnected(one, other);
		await().atMost(Nodes.SOON).until(() -> one.peers().size() == 2 && other.peers().size() == 2);
	}

	@Test
	void nodesThatAreGone_areForgotten() {
		Node one = listening(this.smaller);
		Node other = listening(this.larger);
		keep(one, other);
		awaitConnected(one);
		other.close();
		await().atMost(Nodes.SOON).until(() -> NodeParts.of(one, DialCrossings.class).toString().equals("[]"));
	}

}
