package io.noise;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.noise.session.Sessions;
import io.noise.transport.Transports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A node that is held back while hooks are still being registered.
 */
class HoldBackTests {

	private final Node other = node();

	private final Node node = node();

	@BeforeEach
	void listen() {
		this.other.listen();
	}

	@AfterEach
	void close() {
		this.node.close();
		this.other.close();
	}

	@Test
	void everythingThatLeadsToPeers_isRefused_inWordsThatSayWhenItMayBeDone() {
		Registration holdBack = this.node.holdBack("on Monday");
		String address = this.other.externalAddress();
		assertThatIllegalStateException().isThrownBy(() -> this.node.dial(address))
			.withMessage("dial " + address + ": too early (expected: on Monday)");
		assertThatIllegalStateException().isThrownBy(this.node::listen).withMessageContaining("on Monday");
		assertThatIllegalStateException().isThrownBy(() -> this.node.keepConnected(address))
			.withMessageContaining("on Monday");
		for (CompletableFuture<Peer> later : List.of(this.node.dialAsync(address), this.node.reachAsync(address))) {
			assertThat(later).failsWithin(Duration.ZERO)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(IllegalStateException.class)
				.withMessageContaining("on Monday");
		}
		assertThat(this.node.state()).isEqualTo(NodeState.NEW);
		assertThat(this.node.keptConnections()).isEmpty();
		assertThat(this.node.stats().dialFailures()).isZero();

		holdBack.close();
		holdBack.close();
		assertThat(this.node.dial(address).isConnected()).isTrue();
	}

	@Test
	void nodeThatIsHeldBackByTwo_isFreeWhenBothLetGo() {
		Registration one = this.node.holdBack("same words");
		Registration two = this.node.holdBack("same words");
		one.close();
		one.close();
		assertThatIllegalStateException().isThrownBy(this.node::listen);
		two.close();
		this.node.listen();
		assertThat(this.node.state()).isEqualTo(NodeState.LISTENING);
	}

	@Test
	void nodeThatIsHeldBack_canBeClosed() {
		this.node.holdBack("never");
		this.node.quiesce();
		this.node.close();
		assertThat(this.node.state()).isEqualTo(NodeState.CLOSED);
	}

	private static Node node() {
		return Node.builder().session(Sessions.plain()).transport(Transports.inMemory()).build();
	}

}
