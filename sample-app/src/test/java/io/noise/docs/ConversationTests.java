package io.noise.docs;

import io.noise.Node;
import io.noise.Peer;
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

/**
 * The conversation of the README: a Spring Boot application and a plain program that
 * dials it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversationTests {

	@Test
	void bothSides_runTheirHooks(CapturedOutput output) {
		try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run("--noise.port=0")) {
			dial(application.getBean(Node.class).externalAddress());
			assertThat(output).contains("connected to 127.0.0.1").contains("metadata: [name]");
		}
		assertThat(output).containsPattern("127.0.0.1:\\d+ connected")
			.containsPattern("127.0.0.1:\\d+ left: [A-Z]+, connected since");
	}

	private static void dial(String address) {
		// tag::dial[]
		try (Node node = Node.builder().build()) {
			node.onPeerDialed((n, peer) -> System.out.println("connected to " + peer.remoteAddress()));

			Peer peer = node.dial(address); // such as "127.0.0.1:3000"
			peer.set("name", "the shop"); // for this side only; it is not sent
			System.out.println("metadata: " + peer.metadata().keySet());
		} // disconnects and waits for the hooks
			// end::dial[]
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Visitors.class)
	static class Application {

	}

}
