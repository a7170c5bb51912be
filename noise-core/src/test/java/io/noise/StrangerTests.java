package io.noise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import io.noise.session.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes of strangers, on real sockets, and an honest peer that must not notice.
 */
class StrangerTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final EventLog log = new EventLog();

	private Node node;

	private Peer honest;

	@BeforeEach
	void listen() {
		this.node = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		this.node.listen();
		this.honest = this.nodes.create((builder) -> builder.session(Sessions.plain()))
			.dial(this.node.externalAddress());
		this.node.onPeerDisconnected((n, peer) -> this.log.add("" + peer.disconnectReason().orElseThrow()));
	}

	private Socket stranger(int... bytes) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.node.port());
		byte[] raw = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			raw[i] = (byte) bytes[i];
		}
		socket.getOutputStream().write(raw);
		return socket;
	}

	private void assertClosed(DisconnectReason reason, Socket socket) throws IOException {
		try (socket) {
			this.log.awaitExactly("" + reason);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(this.honest.isConnected()).isTrue();
		}
	}

	@Test
	void lengthOverTheLimit_isClosedAsLimit() throws Exception {
		assertClosed(DisconnectReason.LIMIT, stranger(0x81, 0x80, 0x40));
	}

	@Test
	void lengthThatNeverEnds_isClosedAsProtocol() throws Exception {
		assertClosed(DisconnectReason.PROTOCOL, stranger(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80));
	}

	@Test
	void emptyFrame_isClosedAsDecode() throws Exception {
		assertClosed(DisconnectReason.DECODE, stranger(0));
	}

	@Test
	void opcodeThatNobodyRegistered_isClosedAsDecode() throws Exception {
		assertClosed(DisconnectReason.DECODE, stranger(2, 77, 1));
		assertThat(this.node.stats().decodeFailures()).isEqualTo(1);
	}

	@Test
	void opcode0_endsTheConnectionWithoutAnError() throws Exception {
		assertClosed(DisconnectReason.REMOTE, stranger(1, 0));
	}

	@Test
	void endWithinAFrame_isConnectionLost() throws Exception {
		Socket socket = stranger(5, 1, 2);
		socket.shutdownOutput();
		assertClosed(DisconnectReason.CONNECTION_LOST, socket);
	}

	@Test
	void endBetweenFrames_isRemote() throws Exception {
		Socket socket = stranger();
		socket.shutdownOutput();
		assertClosed(DisconnectReason.REMOTE, socket);
	}

	@Test
	void reset_isConnectionLost() throws Exception {
		Socket socket = stranger();
		this.nodes.create((builder) -> builder.session(Sessions.plain())).dial(this.node.externalAddress());
		socket.setSoLinger(true, 0);
		socket.close();
		this.log.awaitExactly("CONNECTION_LOST");
	}

}
