package io.noise.spring.boot.autoconfigure;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.hook.Journal;
import io.noise.spring.node.FakeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

/**
 * Applications whose node is a fake of their own, which has only the methods of
 * {@link Node} without a default.
 */
@ExtendWith(OutputCaptureExtension.class)
class FakedNodeTests {

	private static ConfigurableApplicationContext run(Class<?> configuration) {
		return new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
			.properties("noise.peers=" + SomeId.TEXT + "@127.0.0.1:3000")
			.run();
	}

	@Test
	void fake_isStarted_getsHooks_andIsClosed() throws Exception {
		Node node;
		try (ConfigurableApplicationContext application = run(Faked.class)) {
			node = application.getBean(Node.class);
			assertThat(node.state()).isEqualTo(NodeState.LISTENING);
			FakeNode.connect(node, Mockito.mock());
			assertThat(application.getBean(Journal.class).next()).isEqualTo("init");
		}
		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
	}

	/** Its session is unknown, so nothing is refused on account of it. */
	@Test
	void fake_whoseSessionHasNoName_causesNoWarning(CapturedOutput output) {
		run(Faked.class).close();
		assertThat(output.getOut()).contains("Started").doesNotContain("WARN");
	}

	@Test
	void mock_thatSaysItIsNew_isStarted() {
		try (ConfigurableApplicationContext application = run(New.class)) {
			then(application.getBean(Node.class)).should().listen();
		}
	}

	private static final class SomeId {

		static final String TEXT;
		static {
			try (Node node = Node.builder().build()) {
				TEXT = node.id();
			}
		}

	}

	record Note(String text) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Journal.class)
	static class Application {

		private final Journal journal;

		Application(Journal journal) {
			this.journal = journal;
		}

		@OnPeerInit
		void init(Node node, Peer peer) {
			this.journal.add("init");
		}

		@OnMessage
		void note(Note note) {
		}

	}

	static class Faked extends Application {

		Faked(Journal journal) {
			super(journal);
		}

		@Bean
		static Node node() {
			return FakeNode.create();
		}

	}

	static class New extends Application {

		New(Journal journal) {
			super(journal);
		}

		@Bean
		static Node node() {
			Node node = Mockito.mock();
			given(node.state()).willReturn(NodeState.NEW);
			return node;
		}

	}

}
