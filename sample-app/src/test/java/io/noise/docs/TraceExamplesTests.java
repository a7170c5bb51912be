package io.noise.docs;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.noise.Node;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.boot.observation.NoiseExchange;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Examples of {@code docs/operations.md} for traces.
 */
class TraceExamplesTests {

	@Test
	void trace_isOne_whereTheOtherNodeIsListed() throws IOException {
		try (ConfigurableApplicationContext here = run()) {
			Node leader = here.getBean(Node.class);
			try (ConfigurableApplicationContext there = run("--noise.trust.peers=" + leader.id())) {
				JobDone done = leader.dial(there.getBean(Node.class).externalAddress())
					.request(new Job(1, "tea"), JobDone.class);
				List<Observation.Context> asked = here.getBean(Contexts.class).stopped;
				List<Observation.Context> answered = there.getBean(Contexts.class).stopped;
				await().until(() -> asked.size() == 1 && answered.size() == 1);
				assertThat(asked.get(0).getLowCardinalityKeyValues().toString()).contains("team", "orders", "client");
				assertThat(answered.get(0).getContextualName()).isEqualTo("handle Job");
				assertThat(done.text()).isEqualTo(trace(answered.get(0))).isEqualTo(trace(asked.get(0)));
			}
		}
	}

	private static String trace(Observation.Context context) {
		TracingContext tracing = context.getRequired(TracingContext.class);
		return Objects.requireNonNull(tracing.getSpan()).context().traceId();
	}

	private static ConfigurableApplicationContext run(String... properties) throws IOException {
		Properties ofPage = PropertiesLoaderUtils.loadProperties(new ClassPathResource("docs/tracing.properties"));
		return new SpringApplicationBuilder(TracedWorker.class).web(WebApplicationType.NONE)
			.properties(ofPage)
			.run(Stream.concat(Stream.of("--noise.port=0", "--noise.request-timeout=20s"), Stream.of(properties))
				.toArray(String[]::new));
	}

	/** Collects the contexts of observations. */
	static final class Contexts implements ObservationHandler<Observation.Context> {

		private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return NoiseExchange.of(context).isPresent();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(TeamConvention.class)
	static class TracedWorker {

		@Bean
		static Contexts contexts() {
			return new Contexts();
		}

		@Bean
		static Replies replies(Tracer tracer) {
			return new Replies(tracer);
		}

	}

	static final class Replies {

		private final Tracer tracer;

		Replies(Tracer tracer) {
			this.tracer = tracer;
		}

		@OnMessage
		JobDone work(Job job) {
			return new JobDone(job.number(), this.tracer.currentTraceContext().context().traceId());
		}

	}

}
