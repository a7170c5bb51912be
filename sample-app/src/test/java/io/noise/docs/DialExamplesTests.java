package io.noise.docs;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.noise.DialException;
import io.noise.DisconnectReason;
import io.noise.KeptAddress;
import io.noise.KeptConnection;
import io.noise.Node;
import io.noise.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Examples of {@code docs/hooks.md} for dialling.
 */
class DialExamplesTests {

	private final Node other = Node.builder().build();

	private final Node node = Node.builder().build();

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
	void keepConnected_dialsAgain() throws InterruptedException {
		BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
		this.node.onPeerInit((n, peer) -> peers.add(peer));
		String address = this.other.externalAddress();
		Node node = this.node;
		// tag::keep[]
		KeptAddress kept = node.keepConnected(address); // returns at once
		for (KeptConnection connection : node.keptConnections()) {
			System.out.println(connection.address() + " " + connection.state());
		}
		kept.whenConnected().thenAccept((peer) -> System.out.println("connected to " + peer));
		// end::keep[]
		Peer first = peers.poll(10, TimeUnit.SECONDS);
		assertThat(first).isNotNull();
		first.disconnect();
		assertThat(peers.poll(10, TimeUnit.SECONDS)).isNotNull().isNotSameAs(first);
		kept.close();
	}

	@Test
	void dial_failed_tellsWhy() {
		String address = this.other.externalAddress();
		this.other.close();
		assertThat(reach(this.node, address)).isEqualTo(DialException.Reason.REFUSED);
		assertThat(reach(this.node, "nonsense")).isEqualTo(DialException.Reason.INVALID_ADDRESS);
	}

	private static DialException.Reason reach(Node node, String address) {
		// tag::failed[]
		try {
			node.dial(address);
			return null;
		}
		catch (DialException ex) {
			System.out.println(ex.getMessage()); // names the address and the cause
			return ex.reason(); // REFUSED, TIMEOUT, INVALID_ADDRESS, ...
		}
		// end::failed[]
	}

	@Test
	void disconnect_tellsReason() throws InterruptedException {
		BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
		this.other.onPeerDisconnected((n, peer) -> peer.disconnectReason().ifPresent(reasons::add));
		Peer peer = this.node.dial(this.other.externalAddress());
		peer.disconnect();
		assertThat(peer.disconnectReason()).contains(DisconnectReason.LOCAL);
		assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.REMOTE);
	}

}
