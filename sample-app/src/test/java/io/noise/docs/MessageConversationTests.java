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
import static org.awaitility.Awaitility.await;

/**
 * The messages of the README, between plain programs and a Spring Boot application.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessageConversationTests {

	@Test
	void plainPrograms_converse(CapturedOutput output) {
		try (Node node = Node.builder().build()) {
			answer(node);
			talk(node.externalAddress());
		}
		assertThat(output).contains("you said: hello");
	}

	@Test
	void springApplication_answersPlainProgram(CapturedOutput output) {
		try (ConfigurableApplicationContext application = run()) {
			talk(application.getBean(Node.class).externalAddress());
		}
		assertThat(output).contains("you said: hello");
	}

	@Test
	void springApplication_broadcasts() {
		try (ConfigurableApplicationContext application = run(); Node node = Node.builder().build()) {
			node.messages().register(Chat.class);
			Peer peer = node.dial(application.getBean(Node.class).externalAddress());
			await().until(() -> !application.getBean(Node.class).peers().isEmpty());
			application.getBean(ChatRoom.class).announce("dinner is ready");
			assertThat(peer.receive(Chat.class)).isEqualTo(new Chat("dinner is ready"));
		}
	}

	private static void answer(Node node) {
		// tag::answer[]
		node.messages().register(Chat.class);
		node.onMessage(Chat.class, (peer, chat) -> peer.send(new Chat("you said: " + chat.text())));
		node.listen();
		// end::answer[]
	}

	private static void talk(String address) {
		// tag::talk[]
		try (Node node = Node.builder().build()) {
			node.messages().register(Chat.class);
			Peer peer = node.dial(address); // such as "127.0.0.1:3000"
			peer.send(new Chat("hello"));
			System.out.println(peer.receive(Chat.class).text());
		}
		// end::talk[]
	}

	private static ConfigurableApplicationContext run() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run("--noise.port=0");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ChatRoom.class)
	static class Application {

	}

}
