package io.noise.spring.hook;

import java.io.IOException;

import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The log of hooks that throw.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailingHookTests {

	@Test
	void throwingMethod_isNamedInTheLog_withItsOwnException(CapturedOutput output) {
		HookedNode.contextRunner(Beans.class).run((context) -> {
			HookedNode.dial(context, (peer) -> assertThat(peer.isConnected()).isTrue());
			assertThat(output).contains("Hook FailingHookTests.Greeter.init(Peer) of bean 'greeter' failed")
				.contains("java.io.IOException: no greeting today")
				.doesNotContain("InvocationTargetException");
		});
	}

	@Test
	void throwingCallbackBean_isNamedInTheLog(CapturedOutput output) {
		HookedNode.contextRunner(Beans.class).run((context) -> {
			HookedNode.dial(context);
			assertThat(output).contains("Hook bean 'audit' failed");
		});
	}

	static class Greeter {

		@OnPeerInit
		void init(Peer peer) throws IOException {
			throw new IOException("no greeting today");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Greeter greeter() {
			return new Greeter();
		}

		@Bean
		@OnPeerInit
		PeerCallback audit() {
			return (node, peer) -> {
				throw new IllegalStateException("no audit today");
			};
		}

	}

}
