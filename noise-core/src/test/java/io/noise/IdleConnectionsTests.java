package io.noise;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.UnixOperatingSystemMXBean;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Many connections on one node. The tests of this module run within a heap of 512 MB.
 */
class IdleConnectionsTests {

	private static final int CONNECTIONS = 5_000;

	private static final long HEAP_LIMIT = 512L << 20;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	@Test
	void fiveThousandIdleConnections_areHeldAndOneMoreIsServed() throws IOException {
		assumeThat(openFilesLimit()).as("open files allowed (ulimit -n)").isGreaterThan(2 * CONNECTIONS + 1_000L);
		assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(HEAP_LIMIT);
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain())
			.limits(Limits.defaults().withMaxInbound(CONNECTIONS + 1)));
		node.listen();
		List<SocketChannel> strangers = new ArrayList<>();
		try {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port());
			for (int i = 0; i < CONNECTIONS; i++) {
				strangers.add(SocketChannel.open(address));
			}
			await().atMost(Nodes.SOON).until(() -> node.peers().size() == CONNECTIONS);
			assertThat(this.nodes.create((builder) -> builder.session(Sessions.plain()))
				.dial(node.externalAddress())
				.isConnected()).isTrue();
		}
		finally {
			for (SocketChannel stranger : strangers) {
				stranger.close();
			}
		}
		await().atMost(Nodes.SOON).until(() -> node.peers().size() <= 1);
	}

	private static long openFilesLimit() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
				? unix.getMaxFileDescriptorCount() : Long.MAX_VALUE;
	}

}
