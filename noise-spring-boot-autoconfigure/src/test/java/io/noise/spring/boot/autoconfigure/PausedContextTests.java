package io.noise.spring.boot.autoconfigure;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.spring.boot.test.LocalNoisePort;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that test suites keep and pause while other tests run.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
class PausedContextTests {

	@LocalNoisePort
	private int port;

	@Autowired
	private Node node;

	@Autowired
	private ConfigurableApplicationContext context;

	@Test
	void localPort_isThatOfTheNode() {
		assertThat(this.port).isEqualTo(this.node.port());
	}

	@Test
	void pausedAndResumedContext_hasANodeThatStillListens() {
		this.context.pause();
		assertThat(this.node.state()).isEqualTo(NodeState.LISTENING);
		this.context.restart();
		try (Node other = Node.builder().build()) {
			assertThat(other.dial(this.node.externalAddress()).isConnected()).isTrue();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
