package io.noise.spring.boot.autoconfigure;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.NoiseOperations;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.annotation.PeerMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Applications that send each other messages, on real sockets.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessageApplicationTests {

	@Test
	void twoApplications_converse() throws Exception {
		try (ConfigurableApplicationContext here = run(Chatter.class);
				ConfigurableApplicationContext there = run(Chatter.class)) {
			Node node = here.getBean(Node.class);
			Peer peer = node.dial(there.getBean(Node.class).externalAddress());
			here.getBean(NoiseOperations.class).send(peer.id(), new Chat("hello"));
			assertThat(there.getBean(Chatter.class).next()).isEqualTo("hello in lobby");
			there.getBean(NoiseOperations.class).broadcast(new Chat("and hello to you"));
			assertThat(here.getBean(Chatter.class).next()).isEqualTo("and hello to you in lobby");
		}
	}

	@Test
	void oneLine_tellsAddressIdSessionAndOpcodes(CapturedOutput output) {
		try (ConfigurableApplicationContext application = run(Chatter.class)) {
			Node node = application.getBean(Node.class);
			assertThat(output.getOut().lines().filter((line) -> line.contains("listens on"))).singleElement()
				.asString()
				.contains("INFO")
				.contains("Node[" + node.id().substring(0, 10) + " ")
				.contains(" listens on 127.0.0.1:" + node.port() + " (session secure, opcodes [16 Chat])");
		}
	}

	@Test
	void missingOpcode_isExplained(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(Forgetful.class, "--noise.session=plain").close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("MessageApplicationTests.Forgetful.chat(Chat) of bean")
			.contains("Action:")
			.contains("@OnMessage(opcode = 16)");
	}

	@Test
	void missingOpcode_onSecure_isNotMissed() {
		try (ConfigurableApplicationContext application = run(Forgetful.class)) {
			assertThat(application.getBean(Node.class).messages().types()).containsValue(Chat.class);
		}
	}

	@Test
	void typeWithoutCodec_isExplained(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(Stringly.class).close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("MessageApplicationTests.Stringly.text(String) of bean")
			.contains("a MessageCodec in a MessagesCustomizer bean");
	}

	@Test
	void customizersInConflict_areExplained(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(Conflicting.class).close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("opcode 16: wanted for " + Vote.class.getName() + ", taken by " + Chat.class.getName())
			.contains("one opcode of its own");
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(arguments);
	}

	record Chat(String text) {
	}

	record Vote(int choice) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Chatter {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@OnPeerInit
		void enter(Peer peer) {
			peer.set("room", "lobby");
		}

		@OnMessage(opcode = 16)
		void chat(Chat chat, @PeerMetadata("room") String room) {
			this.heard.add(chat.text() + " in " + room);
		}

		String next() throws InterruptedException {
			return String.valueOf(this.heard.poll(10, TimeUnit.SECONDS));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Forgetful {

		@OnMessage
		void chat(Chat chat) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Stringly {

		@OnMessage(opcode = 1)
		void text(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Conflicting {

		@Bean
		MessagesCustomizer chats() {
			return (messages) -> messages.register(16, Chat.class);
		}

		@Bean
		MessagesCustomizer votes() {
			return (messages) -> messages.register(16, Vote.class);
		}

	}

}
