package io.noise.spring.boot.autoconfigure;

import java.time.Duration;

import io.noise.Node;
import io.noise.NoiseTimeoutException;
import io.noise.Peer;
import io.noise.spring.NoiseOperations;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.atLeastOnce;

/**
 * Applications whose node is a mock: the starter calls it as it would call a real node,
 * and tolerates every result.
 */
class MockedNodeTests {

	/** Even lists and futures are null. */
	@Test
	void nodeThatReturnsNothing_isBorne() {
		SpringApplicationBuilder application = new SpringApplicationBuilder(NullNode.class).web(WebApplicationType.NONE)
			.properties("noise.peers=127.0.0.1:3000,127.0.0.1:3001");
		try (ConfigurableApplicationContext context = application.run()) {
			Node node = context.getBean(Node.class);
			then(node).should().keepConnected("127.0.0.1:3001");
			then(node).should(atLeastOnce()).onPeerInit(any());
			context.stop();
		}
	}

	@Test
	void applicationInAWebServer_withTheEndpoint_bearsItToo() {
		SpringApplicationBuilder application = new SpringApplicationBuilder(NullNode.class)
			.web(WebApplicationType.SERVLET)
			.properties("server.port=0", "management.endpoints.web.exposure.include=noise");
		application.run().close();
	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
			properties = { "noise.session=plain", "noise.trust.mode=open" })
	class Mocked {

		@MockitoBean
		private Node node;

		@Autowired
		private NoiseOperations noise;

		@Test
		void node_getsHooks_andTakesMessages() {
			this.noise.broadcast(new Note("to nobody"));
			then(this.node).should().broadcast(new Note("to nobody"));
			assertThatExceptionOfType(NoiseTimeoutException.class)
				.isThrownBy(() -> this.noise.awaitPeers(1, Duration.ZERO));
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
	class Spied {

		@MockitoSpyBean
		private Node node;

		@Test
		void node_isTheRealOne() {
			assertThat(this.node.port()).isPositive();
			then(this.node).should().onMessage(eq(Note.class), any());
		}

	}

	record Numbered(int number) {
	}

	record Note(String text) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@OnPeerInit
		void init(Peer peer) {
		}

		@OnMessage
		void note(Note note) {
		}

		@OnMessage(opcode = 17)
		Note numbered(Numbered number) {
			return new Note("");
		}

	}

	static class NullNode extends Application {

		@Bean
		Node node() {
			return Mockito.mock(Node.class, (invocation) -> invocation.getMethod().getReturnType().isPrimitive()
					? Answers.RETURNS_DEFAULTS.answer(invocation) : null);
		}

	}

}
