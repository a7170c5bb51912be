package io.noise.docs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.noise.Node;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Examples of {@code docs/hooks.md} for the startup and shutdown of Spring applications.
 */
class SpringLifecycleExamplesTests {

	@Test
	void farewell_arrives() {
		CompletableFuture<Chat> heard = new CompletableFuture<>();
		try (Node node = Node.builder().build()) {
			node.messages().register(Chat.class);
			node.onMessage(Chat.class, (peer, chat) -> heard.complete(chat));
			node.listen();
			try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.run("--noise.port=0")) {
				application.getBean(Node.class).dial(node.externalAddress());
			}
			assertThat(heard).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Chat("bye"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ChatRoom.class, Farewell.class })
	static class Application {

	}

}
