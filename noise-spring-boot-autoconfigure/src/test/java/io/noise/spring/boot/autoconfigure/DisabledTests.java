package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.noise.BroadcastResult;
import io.noise.Node;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.identity.AllowList;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.spring.NoiseOperations;
import io.noise.spring.NoiseTemplate;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Applications with {@code noise.enabled=false}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DisabledTests {

	@Test
	void operations_stay_andSendNothing() {
		try (ConfigurableApplicationContext application = run(Application.class)) {
			NoiseOperations noise = application.getBean(NoiseOperations.class);
			NodeId node = Identity.generate().id();
			assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> noise.send("a-1", "text"))
				.withMessageContaining("a-1")
				.withMessageContaining("noise.enabled");
			assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> noise.send(node, "text"))
				.withMessageContaining(node.toString());
			assertNotSent(noise.sendAsync("a-1", "text"));
			assertNotSent(noise.sendAsync(node, "text"));
			assertThat(noise.broadcast("text")).succeedsWithin(Duration.ZERO)
				.satisfies((result) -> assertThat(result.reached()).isEmpty())
				.extracting(BroadcastResult::failed)
				.satisfies((failed) -> assertThat(failed).isEmpty());
		}
	}

	@Test
	void requests_areNotSent_andNameTheProperty() {
		try (ConfigurableApplicationContext application = run(Application.class)) {
			NoiseOperations noise = application.getBean(NoiseOperations.class);
			NodeId node = Identity.generate().id();
			Duration day = Duration.ofDays(1);
			List<ThrowingCallable> requests = List.of(() -> noise.request("a-1", "text", String.class),
					() -> noise.request("a-1", "text", String.class, day),
					() -> noise.request(node, "text", String.class),
					() -> noise.request(node, "text", String.class, day));
			assertThat(requests)
				.allSatisfy((request) -> assertThatExceptionOfType(NotSentException.class).isThrownBy(request)
					.withMessageContaining("noise.enabled"));
			assertNotSent(noise.requestAsync("a-1", "text", String.class));
			assertNotSent(noise.requestAsync("a-1", "text", String.class, day));
			assertNotSent(noise.requestAsync(node, "text", String.class));
			assertNotSent(noise.requestAsync(node, "text", String.class, day));
		}
	}

	@Test
	void peers_areNotWaitedFor() {
		try (ConfigurableApplicationContext application = run(Application.class)) {
			NoiseOperations noise = application.getBean(NoiseOperations.class);
			assertThatExceptionOfType(NoiseTimeoutException.class)
				.isThrownBy(() -> noise.awaitPeers(1, Duration.ofDays(1)))
				.withMessageContaining("noise.enabled");
		}
	}

	private static void assertNotSent(CompletableFuture<?> sent) {
		assertThat(sent).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(NotSentException.class)
			.withMessageContaining("noise.enabled");
	}

	@Test
	void annotatedBeans_areInert_howeverWrongTheyAre() {
		try (ConfigurableApplicationContext application = run(Annotated.class)) {
			assertThat(application.getBeanNamesForType(Node.class)).isEmpty();
			assertThat(application.getBean(Annotated.class).node.getIfAvailable()).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { NeedsNode.class, NeedsNodeInMethod.class, AsksForNode.class })
	void beanThatNeedsTheNode_failsTheStart_whichIsExplained(Class<?> bean, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(Application.class, bean));
		assertThat(output).contains("APPLICATION FAILED TO START", "io.noise.Node", "noise.enabled is false",
				"ObjectProvider<Node>");
	}

	@ParameterizedTest
	@ValueSource(classes = { NeedsTemplate.class, NeedsList.class })
	void beanThatNeedsAnotherBeanOfTheStarter_isExplainedToo(Class<?> bean, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(Application.class, bean));
		assertThat(output).contains("APPLICATION FAILED TO START", "noise.enabled is false", "NoiseOperations can be");
	}

	@Test
	void nodeThatIsMissingForAnotherReason_isLeftToBoot(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(Empty.class, NeedsNode.class).web(WebApplicationType.NONE).run());
		assertThat(output).contains("APPLICATION FAILED TO START", "io.noise.Node")
			.doesNotContain("noise.enabled is false");
	}

	@ParameterizedTest
	@ValueSource(strings = { "perhaps", "flase", "2" })
	void valueThatIsNoBoolean_failsTheStart(String value, CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.run("--noise.enabled=" + value));
		assertThat(output).contains("APPLICATION FAILED TO START", "noise.enabled", "\"" + value + "\"");
	}

	@Test
	void operationsOfTheApplication_takeTheirPlace() {
		try (ConfigurableApplicationContext application = run(OwnOperations.class)) {
			assertThat(application.getBean(NoiseOperations.class)).isInstanceOf(NoiseTemplate.class);
		}
	}

	private static ConfigurableApplicationContext run(Class<?>... application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties("noise.enabled=false")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class Annotated extends Application {

		private final ObjectProvider<Node> node;

		Annotated(NoiseOperations noise, ObjectProvider<Node> node) {
			this.node = node;
		}

		@OnPeerInit
		void wrong(Peer peer, int number) {
		}

		@OnMessage
		void wrong(Object one, Object two) {
		}

	}

	record NeedsNode(Node node) {
	}

	record NeedsTemplate(NoiseTemplate template) {
	}

	record NeedsList(AllowList list) {
	}

	static class NeedsNodeInMethod {

		@Bean
		String text(Node node) {
			return node.id();
		}

	}

	static class AsksForNode {

		AsksForNode(ConfigurableApplicationContext context) {
			context.getBean(Node.class);
		}

	}

	static class OwnOperations extends Application {

		@Bean
		NoiseOperations own() {
			return new NoiseTemplate(Node.builder().build());
		}

	}

}
