package io.noise.spring.boot.actuate;

import java.util.List;
import java.util.Set;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.node.FakeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for {@link NoiseEndpointAutoConfiguration}.
 */
class NoiseEndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseEndpointAutoConfiguration.class));

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=noise");

	@Test
	void exposedOverHttp_hasEndpointAndExtension() {
		exposedNode().run((context) -> assertThat(context).hasSingleBean(NoiseEndpoint.class)
			.hasSingleBean(NoiseEndpointWebExtension.class));
	}

	@Test
	void exposedOverJmxOnly_hasNoExtension() {
		this.runner.withBean(Node.class, NoiseEndpointAutoConfigurationTests::node)
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=noise")
			.run((context) -> assertThat(context).hasSingleBean(NoiseEndpoint.class)
				.doesNotHaveBean(NoiseEndpointWebExtension.class));
	}

	@Test
	void notExposed_isAbsent() {
		this.runner.withBean(Node.class, NoiseEndpointAutoConfigurationTests::node)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NoiseEndpoint.class));
	}

	@Test
	void accessNone_isAbsent() {
		exposedNode().withPropertyValues("management.endpoint.noise.access=" + Access.NONE)
			.run((context) -> assertThat(context).doesNotHaveBean(NoiseEndpoint.class));
	}

	@Test
	void noNode_isAbsent() {
		this.exposed.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NoiseEndpoint.class));
	}

	@Test
	void endpointOfTheApplication_takesThePlaceOfOurs() {
		exposedNode().withBean("noiseEndpoint", OwnEndpoint.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OwnEndpoint.class)
				.doesNotHaveBean(NoiseEndpoint.class)
				.doesNotHaveBean(NoiseEndpointWebExtension.class));
	}

	@Test
	void extensionOfTheApplication_takesThePlaceOfOurs() {
		exposedNode().withUserConfiguration(OwnExtension.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(NoiseEndpoint.class)
				.hasSingleBean(NoiseEndpointWebExtension.class)
				.hasBean("ownExtension"));
	}

	@Test
	void severalNodesAndNoPrimaryOne_isAbsent() {
		this.exposed.withBean("one", Node.class, NoiseEndpointAutoConfigurationTests::node)
			.withBean("two", Node.class, NoiseEndpointAutoConfigurationTests::node)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NoiseEndpoint.class));
	}

	@Test
	void severalNodes_primaryOneIsShown() {
		this.exposed.withBean("one", Node.class, NoiseEndpointAutoConfigurationTests::node)
			.withUserConfiguration(PrimaryNode.class)
			.run((context) -> assertThat(context.getBean(NoiseEndpoint.class).report().node().id())
				.isEqualTo(context.getBean("primary", Node.class).id()));
	}

	@Test
	void nodeThatIsAMock_isShownAsFarAsItGoes() {
		Node node = Mockito.mock();
		Peer peer = Mockito.mock();
		given(peer.id()).willReturn("a-1");
		given(node.peers()).willReturn(List.of(peer));
		this.exposed.withBean(Node.class, () -> node).run((context) -> {
			NoiseReport report = context.getBean(NoiseEndpoint.class).report();
			assertThat(report.opcodes()).isEmpty();
			assertThat(report.peers()).extracting(PeerReport::id).containsExactly("a-1");
		});
	}

	@Test
	void nodeThatIsAFake_isShown() {
		this.exposed.withBean(Node.class, FakeNode::create).run((context) -> {
			NoiseReport report = context.getBean(NoiseEndpoint.class).report();
			assertThat(report.node().id()).isEqualTo("fake");
			assertThat(report.peers()).isEmpty();
		});
	}

	@Test
	void nodeThatHasAProxy_isShown_andDials() {
		Node other = node();
		other.listen();
		this.exposed.withBean(Node.class, () -> ProxyFactory.getProxy(Node.class, new SingletonTargetSource(node())))
			.run((context) -> {
				NoiseEndpoint endpoint = context.getBean(NoiseEndpoint.class);
				assertThat(endpoint.report().node().id()).isEqualTo(context.getBean(Node.class).id());
				String peer = endpoint.dial(other.externalAddress()).id();
				assertThat(endpoint.report().peers()).extracting(PeerReport::id).containsExactly(peer);
			});
		other.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate", "org.springframework.boot.actuate.autoconfigure" })
	void actuatorNotOnClassPath_contextStarts(String absent) {
		new ApplicationContextRunner().withUserConfiguration(AutoConfigured.class)
			.withPropertyValues("management.endpoints.web.exposure.include=noise")
			.withClassLoader(new FilteredClassLoader(absent))
			.run((context) -> assertThat(context).hasSingleBean(Node.class).doesNotHaveBean("noiseEndpoint"));
	}

	@Test
	void properties_haveDefaults() {
		exposedNode().run((context) -> {
			NoiseEndpointProperties properties = context.getBean(NoiseEndpointProperties.class);
			assertThat(properties.showValues()).isEqualTo(Show.ALWAYS);
			assertThat(properties.roles()).isEmpty();
		});
	}

	@Test
	void properties_areBound() {
		exposedNode()
			.withPropertyValues("management.endpoint.noise.show-values=when-authorized",
					"management.endpoint.noise.roles=admin,operator")
			.run((context) -> {
				NoiseEndpointProperties properties = context.getBean(NoiseEndpointProperties.class);
				assertThat(properties.showValues()).isEqualTo(Show.WHEN_AUTHORIZED);
				assertThat(properties.roles()).containsExactly("admin", "operator");
			});
	}

	@Test
	void nodeThatDoesNotListen_hasNoUptime() {
		exposedNode()
			.run((context) -> assertThat(context.getBean(NoiseEndpoint.class).report().node().uptime()).isNull());
	}

	private ApplicationContextRunner exposedNode() {
		return this.exposed.withBean(Node.class, NoiseEndpointAutoConfigurationTests::node);
	}

	private static Node node() {
		return Node.builder().build();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NoiseEndpointAutoConfiguration.class)
	static class AutoConfigured {

		@Bean
		Node theNode() {
			return node();
		}

	}

	@Endpoint(id = "noise")
	static class OwnEndpoint {

		@ReadOperation
		String report() {
			return "quiet";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnExtension {

		@Bean
		NoiseEndpointWebExtension ownExtension(NoiseEndpoint endpoint) {
			return new NoiseEndpointWebExtension(endpoint, Show.NEVER, Set.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryNode {

		@Bean
		@Primary
		Node primary() {
			return node();
		}

	}

}
