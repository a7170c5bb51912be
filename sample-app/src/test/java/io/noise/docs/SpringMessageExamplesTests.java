package io.noise.docs;

import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.spring.NoiseOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Examples of {@code docs/messages.md} for Spring.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringMessageExamplesTests {

	@Test
	void method_getsMessageAndMetadata(CapturedOutput output) {
		try (ConfigurableApplicationContext application = run(); Node node = Node.builder().build()) {
			node.messages().register(16, Chat.class);
			Peer peer = node.dial(application.getBean(Node.class).externalAddress());
			peer.send(new Chat("hello"));
			await().untilAsserted(() -> assertThat(output).contains(" in lobby: hello"));
			peer.disconnect();
			await().untilAsserted(() -> assertThat(output).contains(" has disconnected: REMOTE"));
		}
	}

	@Test
	void template_sendsToPeer(CapturedOutput output) {
		try (ConfigurableApplicationContext here = run(); ConfigurableApplicationContext there = run()) {
			Peer peer = here.getBean(Node.class).dial(there.getBean(Node.class).externalAddress());
			NoiseOperations noise = here.getBean(NoiseOperations.class);
			send(noise, peer.id());
			await().untilAsserted(() -> assertThat(output).contains(" in lobby: hello", " in lobby: to all"));
			assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> send(noise, "nobody"))
				.withMessageContaining("unknown");
		}
	}

	private static void send(NoiseOperations noise, String peerId) {
		// tag::template[]
		noise.send(peerId, new Chat("hello")); // blocks, as peer.send does
		noise.sendAsync(peerId, new Chat("hello again"));
		noise.broadcast(new Chat("to all"));
		// end::template[]
	}

	private static ConfigurableApplicationContext run() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run("--noise.port=0");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Rooms.class)
	static class Application {

	}

}
