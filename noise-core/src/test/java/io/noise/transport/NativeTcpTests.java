package io.noise.transport;

import java.util.Map;

import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.noise.CapturedLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Native transports that fit the rest of Netty, and some that do not.
 */
class NativeTcpTests {

	private static final String PRESENT = NativeTcpTests.class.getName();

	@Test
	void find_oneThatWorks_isTaken() {
		assertThat(NativeTcp.find("native", PRESENT, () -> true, NativeTcpTests::working)).isPresent();
	}

	@Test
	void find_oneThatIsNotThere_isNoWarning() {
		try (CapturedLog log = new CapturedLog("io.noise.transport")) {
			assertThat(NativeTcp.find("native", "no.such.Type", () -> true, NativeTcpTests::working)).isEmpty();
			assertThat(NativeTcp.find("native", PRESENT, () -> false, NativeTcpTests::working)).isEmpty();
			assertThat(log.lines()).isEmpty();
		}
	}

	@Test
	void find_oneThatDoesNotFit_isAWarning() {
		try (CapturedLog log = new CapturedLog("io.noise.transport")) {
			assertThat(NativeTcp.find("native", PRESENT, () -> {
				throw new NoSuchMethodError("isAvailable");
			}, NativeTcpTests::working)).isEmpty();
			assertThat(NativeTcp.find("native", PRESENT, () -> true, () -> {
				throw new NoClassDefFoundError("IoHandler");
			})).isEmpty();
			assertThat(NativeTcp.find("native", PRESENT, () -> true, () -> new TcpTransport("native", (executor) -> {
				throw new AbstractMethodError("run");
			}, NioServerSocketChannel.class, NioSocketChannel.class, Map.of()))).isEmpty();
			assertThat(log.lines()).hasSize(3)
				.allSatisfy((line) -> assertThat(line).startsWith("WARN").contains("does not fit", "Error", "NIO"));
		}
	}

	private static TcpTransport working() {
		return new TcpTransport("native", NioIoHandler.newFactory(), NioServerSocketChannel.class,
				NioSocketChannel.class, Map.of());
	}

}
