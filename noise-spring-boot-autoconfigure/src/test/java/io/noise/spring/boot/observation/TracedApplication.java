package io.noise.spring.boot.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.noise.Node;
import io.noise.spring.NoiseOperations;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerDialed;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.LinkData;
import org.slf4j.MDC;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that is traced: it asks others, and answers them with what it knows of
 * the trace in its handler.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class TracedApplication {

	private static final String SECRET = "correct-horse-battery-staple";

	private final List<String> heard = new CopyOnWriteArrayList<>();

	record Question(String text) {
	}

	record Answer(String trace, String tenant) {
	}

	record Chat(String text) {
	}

	/** A span as JSON shows it. */
	record Shown(String name, String kind, String trace, String id, String parent, List<String> links) {
	}

	/** Begins in a process of its own. */
	public static void main(String[] args) {
		run(WebApplicationType.SERVLET, args);
	}

	static ConfigurableApplicationContext run(WebApplicationType web, String... args) {
		return new SpringApplicationBuilder(TracedApplication.class, Pages.class).web(web)
			.properties("server.port=0", "server.address=127.0.0.1", "management.tracing.sampling.probability=1.0",
					"management.tracing.baggage.remote-fields=tenant",
					"management.tracing.baggage.correlation.fields=tenant")
			.run(args);
	}

	static Question question() {
		return new Question(SECRET);
	}

	static Chat chat() {
		return new Chat(SECRET);
	}

	static String secret() {
		return SECRET;
	}

	@Bean
	static Spans spans() {
		return new Spans();
	}

	@Bean
	static Contexts contexts() {
		return new Contexts();
	}

	@Bean
	Handlers handlers(ObservationRegistry registry, Tracer tracer) {
		return new Handlers(registry, tracer, this.heard);
	}

	/** What hooks and message handlers knew of their traces. */
	List<String> heard() {
		return this.heard;
	}

	/** The contexts of the observations of noise. */
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

		List<Observation.Context> stopped() {
			return this.stopped;
		}

	}

	static final class Handlers {

		private final ObservationRegistry registry;

		private final Tracer tracer;

		private final List<String> heard;

		Handlers(ObservationRegistry registry, Tracer tracer, List<String> heard) {
			this.registry = registry;
			this.tracer = tracer;
			this.heard = heard;
		}

		@OnMessage
		Answer answer(Question question) {
			return Observation.createNotStarted("database", this.registry)
				.observe(() -> new Answer(String.valueOf(MDC.get("traceId")), tenant()));
		}

		private String tenant() {
			return String.valueOf(this.tracer.getBaggage("tenant").get()) + " " + MDC.get("tenant");
		}

		@OnPeerDialed
		void dialed() {
			this.heard.add("dialed " + MDC.get("traceId"));
		}

		@OnMessage
		void chat(Chat chat) {
			this.heard.add(String.valueOf(MDC.get("traceId")));
		}

	}

	@RestController
	static class Pages {

		private final Node node;

		private final NoiseOperations noise;

		private final Spans spans;

		Pages(Node node, NoiseOperations noise, Spans spans) {
			this.node = node;
			this.noise = noise;
			this.spans = spans;
		}

		@GetMapping("/ask")
		Answer ask(@RequestParam String address) {
			return this.noise.request(this.node.dial(address).id(), question(), Answer.class);
		}

		@GetMapping("/spans")
		List<Shown> spans() {
			return this.spans.all()
				.stream()
				.map((span) -> new Shown(span.getName(), span.getKind().name(), span.getTraceId(), span.getSpanId(),
						span.getParentSpanId(),
						span.getLinks().stream().map(LinkData::getSpanContext).map(SpanContext::getTraceId).toList()))
				.toList();
		}

		/** Tells the parent process where to find this one. */
		@EventListener
		void ready(ApplicationReadyEvent event) {
			Map<String, String> where = Map.of("id", this.node.id(), "address", this.node.externalAddress(), "http",
					event.getApplicationContext().getEnvironment().getProperty("local.server.port", ""));
			where.forEach((key, value) -> System.out.println("@" + key + "=" + value));
		}

	}

}
