package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.noise.BroadcastResult;
import io.noise.Node;
import io.noise.NotSentException;
import io.noise.spring.NoiseOperations;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Last words of an application that ends.
 */
class FarewellTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	@Test
	void whatIsSaidWhenTheContextIsClosed_arrives() {
		CompletableFuture<Bye> heard = new CompletableFuture<>();
		try (Node other = Node.builder().build()) {
			other.messages().register(Bye.class);
			other.onMessage(Bye.class, (peer, bye) -> heard.complete(bye));
			other.listen();
			ConfigurableApplicationContext application = run(InTime.class);
			application.getBean(Node.class).dial(other.externalAddress());
			application.close();
			assertThat(heard).succeedsWithin(SOON).isEqualTo(new Bye("in time"));
		}
	}

	@Test
	void whatIsSaidWhenBeansAreDestroyed_failsAsNotSent() {
		try (Node other = Node.builder().build()) {
			other.listen();
			ConfigurableApplicationContext application = run(TooLate.class);
			application.getBean(Node.class).dial(other.externalAddress());
			TooLate late = application.getBean(TooLate.class);
			application.close();
			assertThat(late.broadcast).failsWithin(SOON)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(NotSentException.class)
				.withMessageContaining("is closed");
		}
	}

	@Test
	void sending_whenBeansAreDestroyed_failsAsNotSent() {
		ConfigurableApplicationContext application = run(TooLate.class);
		NoiseOperations noise = application.getBean(NoiseOperations.class);
		application.close();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> noise.send("a-1", new Bye("")))
			.withMessageContaining("is closed");
	}

	private static ConfigurableApplicationContext run(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run();
	}

	record Bye(String text) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		static MessagesCustomizer bye() {
			return (messages) -> messages.register(Bye.class);
		}

	}

	static class InTime extends Application {

		private final NoiseOperations noise;

		InTime(NoiseOperations noise) {
			this.noise = noise;
		}

		@EventListener(ContextClosedEvent.class)
		void farewell() {
			this.noise.broadcast(new Bye("in time"));
		}

	}

	static class TooLate extends Application {

		private final NoiseOperations noise;

		private CompletableFuture<BroadcastResult> broadcast;

		TooLate(NoiseOperations noise) {
			this.noise = noise;
		}

		@PreDestroy
		void farewell() {
			this.broadcast = this.noise.broadcast(new Bye("too late"));
		}

	}

}
