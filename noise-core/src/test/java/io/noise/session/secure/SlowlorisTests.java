package io.noise.session.secure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.util.internal.PlatformDependent;
import io.noise.Limits;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Refusal;
import io.noise.session.channel.FirstBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two thousand strangers who begin a handshake and go on very slowly, or not at all.
 */
class SlowlorisTests {

	private static final int SOCKETS = 2_000;

	private static final long MOST_BYTES = 64L << 20;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final List<SocketChannel> strangers = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		for (SocketChannel stranger : this.strangers) {
			stranger.close();
		}
	}

	/** A node with all the time of a slow machine. */
	private Node honest() {
		return this.nodes.create((builder) -> builder.connectTimeout(Nodes.SOON).handshakeTimeout(Nodes.SOON));
	}

	private void begin(Node node, byte[] beginning) throws IOException {
		SocketChannel stranger = SocketChannel
			.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
		stranger.write(ByteBuffer.wrap(beginning));
		this.strangers.add(stranger);
	}

	private static long usedBytes() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory() + PlatformDependent.usedDirectMemory();
	}

	@Test
	void strangersThatNeverFinish_delayNobodyAndCostLittle() throws Exception {
		Node node = this.nodes.create((builder) -> builder.handshakeTimeout(Duration.ofMinutes(1))
			.limits(Limits.defaults().withMaxPendingHandshakes(2 * SOCKETS).withMaxInbound(2 * SOCKETS)));
		node.listen();
		Node honest = honest();
		honest.dial(node.externalAddress()).disconnect();
		long before = usedBytes();
		byte[] magic = FirstBytes.secure();
		for (int i = 0; i < SOCKETS; i++) {
			begin(node, magic);
		}
		assertThat(honest.dial(node.externalAddress()).isConnected()).isTrue();
		for (SocketChannel stranger : this.strangers) {
			stranger.write(ByteBuffer.wrap(new byte[] { 1 }));
		}
		assertThat(honest.dial(node.externalAddress()).isConnected()).isTrue();
		assertThat(usedBytes() - before).isLessThan(MOST_BYTES);
		await().atMost(Nodes.SOON).until(() -> node.peers().size() == 2);
	}

	@Test
	void moreStrangersThanMayBePending_makeWayForTheHonest() throws Exception {
		Node node = this.nodes.create((builder) -> builder.handshakeTimeout(Duration.ofMinutes(1)));
		node.listen();
		Node honest = honest();
		for (int i = 0; i < 200; i++) {
			begin(node, FirstBytes.secure());
		}
		assertThat(honest.dial(node.externalAddress()).isConnected()).isTrue();
		assertThat(this.strangers.get(0).read(ByteBuffer.allocate(1))).isEqualTo(-1);
	}

	@Test
	void strangersThatNeverFinish_areClosedAtTheDeadline() throws Exception {
		Node node = this.nodes.create((builder) -> builder.handshakeTimeout(Duration.ofSeconds(1))
			.limits(Limits.defaults().withMaxPendingHandshakes(1_000)));
		node.listen();
		for (int i = 0; i < 100; i++) {
			begin(node, FirstBytes.secure());
		}
		ByteBuffer byteThere = ByteBuffer.allocate(1);
		for (SocketChannel stranger : this.strangers) {
			assertThat(stranger.read(byteThere)).isEqualTo(-1);
		}
		assertThat(node.peers()).isEmpty();
		assertThat(node.stats().refusals()).containsEntry(Refusal.HANDSHAKE_TIMEOUT, 100L);
	}

}
