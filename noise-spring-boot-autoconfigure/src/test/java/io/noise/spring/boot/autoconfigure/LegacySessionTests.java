package io.noise.spring.boot.autoconfigure;

import java.time.Duration;

import io.noise.Node;
import io.noise.Peer;
import io.noise.session.LegacyOptions;
import io.noise.session.Sessions;
import io.noise.spring.annotation.OnMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Applications on the session legacy.
 */
@ExtendWith(OutputCaptureExtension.class)
class LegacySessionTests {

	record Chat(String text) {
	}

	@Test
	void application_talksToANodeWithTheSameOptions_andIsWarned(CapturedOutput output) {
		LegacyOptions options = LegacyOptions.defaults()
			.withCipher(LegacyOptions.Cipher.CHACHA20_POLY1305)
			.withHash(LegacyOptions.Hash.SHA_512);
		try (ConfigurableApplicationContext context = run(Echo.class, "--noise.legacy.cipher=chacha20-poly1305",
				"--noise.legacy.hash=sha-512"); Node node = Node.builder().session(Sessions.legacy(options)).build()) {
			node.messages().register(3, Chat.class);
			Peer peer = node.dial(context.getBean(Node.class).externalAddress());
			peer.send(new Chat("hello"));
			assertThat(peer.receive(Chat.class, Duration.ofSeconds(20))).isEqualTo(new Chat("hello"));
			assertThat(context.getBean(Node.class).session()).isEqualTo("legacy");
		}
		assertThat(output).containsPattern("WARN.*session legacy keeps no secrets");
	}

	@Test
	void opcodeOfTheSession_isExplained(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(Reserved.class));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The opcode 2 of")
			.contains("the session keeps the opcodes 1 to 2 for its handshake")
			.contains("Choose another opcode, 3 to 255");
	}

	@Test
	void missingOpcode_isExplained(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(Unnumbered.class));
		assertThat(output).contains("On a session of kind legacy both ends know a type by its number alone");
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 0, arguments.length);
		all[arguments.length] = "--noise.session=legacy";
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(all);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Echo {

		@OnMessage(opcode = 3)
		void echo(Chat chat, Peer peer) {
			peer.send(chat);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Reserved {

		@OnMessage(opcode = 2)
		void receive(Chat chat) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Unnumbered {

		@OnMessage
		void receive(Chat chat) {
		}

	}

}
