package io.noise;

import java.time.Duration;
import java.time.Instant;

import io.noise.KeptConnection.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.noise.KeptConnections.awaitState;
import static io.noise.KeptConnections.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The addresses that a node keeps connected.
 */
class KeepConnectedTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	@Test
	void keepConnected_dialsInTheBackground() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		dialer.keepConnected(listener.externalAddress());
		awaitState(dialer, State.CONNECTED);
		assertThat(dialer.peers()).hasSize(1);
		assertThat(only(dialer).address()).isEqualTo(listener.externalAddress());
		assertThat(only(dialer).nextAttempt()).isEmpty();
		assertThat(only(dialer).lastError()).isEmpty();
	}

	@Test
	void addressWhereNobodyListens_isBackedOffFrom() {
		Node gone = this.nodes.listening();
		gone.close();
		Node dialer = this.nodes.create();
		Instant before = Instant.now();
		dialer.keepConnected(gone.externalAddress());
		awaitState(dialer, State.BACKOFF);
		assertThat(only(dialer).lastError()).contains(DialException.Reason.REFUSED);
		assertThat(only(dialer).nextAttempt().orElseThrow()).isAfter(before.plusMillis(799));
	}

	@Test
	void peerThatRestarts_isFoundAgain() {
		Node first = this.nodes.listening();
		Node dialer = this.nodes.create();
		dialer.keepConnected(first.externalAddress());
		awaitState(dialer, State.CONNECTED);
		first.close();
		awaitState(dialer, State.BACKOFF);
		Node second = this.nodes.create((builder) -> builder.port(first.port()));
		second.listen();
		awaitState(dialer, State.CONNECTED);
		await().until(() -> second.peers().size() == 1);
	}

	@Test
	void peerDisconnectedHere_isDialledAgain() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		dialer.keepConnected(listener.externalAddress());
		awaitState(dialer, State.CONNECTED);
		Peer first = dialer.peers().get(0);
		first.disconnect();
		await().atMost(Nodes.SOON).until(() -> !dialer.peers().isEmpty());
		assertThat(dialer.peers().get(0)).isNotSameAs(first);
	}

	@Test
	void registrationClosed_endsTheDiallingAndLeavesThePeer() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		Registration kept = dialer.keepConnected(listener.externalAddress());
		awaitState(dialer, State.CONNECTED);
		kept.close();
		kept.close();
		assertThat(dialer.keptConnections()).isEmpty();
		assertThat(dialer.peers()).hasSize(1);
	}

	@Test
	void sameAddressTwice_isDialledOnceAndKeptUntilBothAreClosed() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		Registration one = dialer.keepConnected(listener.externalAddress());
		Registration other = dialer.keepConnected(listener.externalAddress());
		awaitState(dialer, State.CONNECTED);
		assertThat(dialer.peers()).hasSize(1);
		one.close();
		assertThat(dialer.keptConnections()).hasSize(1);
		other.close();
		assertThat(dialer.keptConnections()).isEmpty();
	}

	@Test
	void ownAddress_waitsLongAndSaysSelf() {
		Node node = this.nodes.listening();
		node.keepConnected(node.externalAddress());
		awaitState(node, State.BACKOFF);
		assertThat(only(node).lastError()).contains(DialException.Reason.SELF);
		assertThat(node.stats().dialFailures()).isZero();
		assertThat(only(node).nextAttempt().orElseThrow()).isAfter(Instant.now().plus(Duration.ofSeconds(30)));
	}

	@Test
	void textThatIsNoAddress_isRefusedAtOnce() {
		Node node = this.nodes.create();
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> node.keepConnected("nonsense"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.INVALID_ADDRESS));
		assertThat(node.keptConnections()).isEmpty();
	}

	@Test
	void close_endsTheDialling() {
		Node gone = this.nodes.listening();
		gone.close();
		Node dialer = this.nodes.create();
		dialer.keepConnected(gone.externalAddress());
		awaitState(dialer, State.BACKOFF);
		dialer.close();
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.keepConnected(gone.externalAddress()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.CLOSED));
	}

}
