package io.noise.engine;

import java.net.SocketAddress;

import io.noise.CapturedLog;
import io.noise.DelegatingTransport;
import io.noise.DialException;
import io.noise.DialException.Reason;
import io.noise.KeptConnection;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.session.Sessions;
import io.noise.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Addresses with the id of the only node that is accepted there.
 */
class PinnedAddressTests {

	private static final String SOMEBODY = Identity.generate().id().toString();

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private static DialException fails(Node node, String address, Reason reason) {
		return assertThatExceptionOfType(DialException.class).isThrownBy(() -> node.dial(address))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason))
			.satisfies((ex) -> assertThat(ex.address()).isEqualTo(address))
			.actual();
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void dial_whereThatNodeIs_isThatPeer(Transport transport) {
		Node listener = this.nodes.listening(transport);
		Node dialer = this.nodes.create(transport);
		Peer peer = dialer.dial(listener.id() + "@" + listener.externalAddress());
		assertThat(peer.identity()).contains(NodeId.parse(listener.id()));
		assertThat(dialer.dialAsync(listener.id() + "@" + listener.externalAddress()).join().isConnected()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void dial_whereAnotherNodeIs_failsAndNamesBoth(Transport transport) {
		Node listener = this.nodes.listening(transport);
		Node dialer = this.nodes.create(transport);
		DialException failure = fails(dialer, SOMEBODY + "@" + listener.externalAddress(), Reason.HANDSHAKE);
		assertThat(failure).hasMessageContaining("proved to be " + listener.id())
			.hasMessageContaining("expected: " + SOMEBODY);
		assertThat(dialer.peers()).isEmpty();
		assertThat(listener.stats().peersAccepted()).isZero();
	}

	@Test
	void dial_ownIdAtAnotherNode_failsAndNamesBoth() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		DialException failure = fails(dialer, dialer.id() + "@" + listener.externalAddress(), Reason.HANDSHAKE);
		assertThat(failure).hasMessageContaining(listener.id()).hasMessageContaining("expected: " + dialer.id());
	}

	@Test
	void dial_ownAddress_isSelfWhateverId() {
		Node node = this.nodes.listening();
		fails(node, node.id() + "@" + node.externalAddress(), Reason.SELF);
		fails(node, SOMEBODY + "@" + node.externalAddress(), Reason.SELF);
	}

	@Test
	void dial_nodeWithTheSameIdentity_isSelf() {
		Identity shared = Identity.generate();
		Node listener = this.nodes.create((builder) -> builder.session(Sessions.secure(shared)));
		listener.listen();
		Node dialer = this.nodes.create((builder) -> builder.session(Sessions.secure(shared)));
		fails(dialer, listener.externalAddress(), Reason.SELF);
		fails(dialer, shared.id() + "@" + listener.externalAddress(), Reason.SELF);
	}

	@Test
	void dial_anotherNodeWithTheSameKey_isToldInTheLog() {
		Identity shared = Identity.generate();
		Node listener = this.nodes.create((builder) -> builder.session(Sessions.secure(shared)));
		listener.listen();
		Node dialer = this.nodes.create((builder) -> builder.session(Sessions.secure(shared)));
		try (CapturedLog log = new CapturedLog(AdmissionIdentity.class)) {
			assertThat(fails(dialer, listener.externalAddress(), Reason.SELF))
				.hasMessageContaining("another node at " + listener.externalAddress() + " has this node's key");
			fails(dialer, listener.externalAddress(), Reason.SELF);
			assertThat(log.lines().stream().filter((line) -> line.startsWith("WARN"))).singleElement()
				.asString()
				.contains("another node at " + listener.externalAddress() + " has this node's key")
				.contains("once a minute");
		}
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#tcp")
	void dial_ownAddressThatIsNotKnownAsSuch_isNotTakenForAnotherNode(Transport transport) {
		Node node = this.nodes.create((builder) -> builder.transport(new DelegatingTransport(transport) {

			@Override
			public boolean isLocal(SocketAddress address) {
				return false;
			}

		}).host("0.0.0.0"));
		node.listen();
		try (CapturedLog log = new CapturedLog(AdmissionIdentity.class)) {
			assertThat(fails(node, "127.0.0.1:" + node.port(), Reason.SELF)).hasMessageNotContaining("another node at");
			assertThat(log.lines()).noneMatch((line) -> line.startsWith("WARN"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "@127.0.0.1:3000", "abc@127.0.0.1:3000",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA@127.0.0.1:3000" })
	void dial_malformedId_isInvalidAddress(String address) {
		assertThat(fails(this.nodes.create(), address, Reason.INVALID_ADDRESS))
			.hasMessageContaining("expected: 52 characters of a-z and 2-7")
			.hasMessageContaining("id@host:port");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "127.0.0.1", "a@127.0.0.1:3000", ":3000" })
	void dial_malformedAddressBehindId_isInvalidAddress(String address) {
		assertThat(fails(this.nodes.create(), SOMEBODY + "@" + address, Reason.INVALID_ADDRESS))
			.hasMessageContaining("expected: host:port");
	}

	@Test
	void dial_idOnSessionWithoutIdentities_isInvalidAddressBeforeAnyConnection() {
		Node listener = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		listener.listen();
		Node dialer = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		String address = SOMEBODY + "@" + listener.externalAddress();
		assertThat(fails(dialer, address, Reason.INVALID_ADDRESS)).hasMessageContaining("session plain proves none")
			.hasMessageContaining("session secure");
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.keepConnected(address))
			.withMessageContaining("session plain proves none");
		assertThat(listener.stats().peersAccepted()).isZero();
	}

	@Test
	void keepConnected_withId_keepsThatPeer() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		String address = listener.id() + "@" + listener.externalAddress();
		dialer.keepConnected(address);
		await().atMost(Nodes.SOON).until(() -> dialer.peers().size() == 1);
		assertThat(dialer.keptConnections()).extracting(KeptConnection::address).containsExactly(address);
	}

	@Test
	void keepConnected_whereAnotherNodeIs_saysHandshake() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		dialer.keepConnected(SOMEBODY + "@" + listener.externalAddress());
		await().atMost(Nodes.SOON)
			.untilAsserted(() -> assertThat(dialer.keptConnections().get(0).lastError()).contains(Reason.HANDSHAKE));
		assertThat(dialer.peers()).isEmpty();
	}

	@Test
	void keepConnected_equalAddresses_areOne() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		String pinned = listener.id() + "@" + listener.externalAddress();
		dialer.keepConnected(pinned);
		dialer.keepConnected(pinned);
		assertThat(dialer.keptConnections()).hasSize(1);
		dialer.keepConnected(listener.externalAddress());
		assertThat(dialer.keptConnections()).hasSize(2);
	}

}
