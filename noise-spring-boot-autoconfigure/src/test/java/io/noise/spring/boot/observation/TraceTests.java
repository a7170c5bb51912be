package io.noise.spring.boot.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.boot.observation.TracedApplication.Answer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for traces that go from one application to another.
 */
class TraceTests {

	private static final String NOBODY = "0000000000000000";

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	private ConfigurableApplicationContext asking;

	private ConfigurableApplicationContext answering;

	private Peer peer;

	@AfterEach
	void close() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
	}

	private ConfigurableApplicationContext run(String... properties) {
		ConfigurableApplicationContext context = TracedApplication.run(WebApplicationType.NONE,
				Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new));
		this.contexts.add(context);
		return context;
	}

	/**
	 * Starts both, and connects them.
	 * @param listed whether the application that is asked lists the one that asks
	 * @param properties more properties of both
	 */
	private void start(boolean listed, String... properties) {
		this.asking = run(properties);
		Stream<String> trust = listed ? Stream.of("noise.trust.peers=" + node(this.asking).id()) : Stream.of();
		this.answering = run(Stream.concat(Stream.of(properties), trust).toArray(String[]::new));
		this.peer = node(this.asking).dial(node(this.answering).externalAddress());
	}

	private static Node node(ConfigurableApplicationContext context) {
		return context.getBean(Node.class);
	}

	private static Spans spans(ConfigurableApplicationContext context) {
		return context.getBean(Spans.class);
	}

	/** Does something in an observation, as a controller does, with baggage. */
	private <T> T inController(Supplier<T> action) {
		ObservationRegistry registry = this.asking.getBean(ObservationRegistry.class);
		return Observation.createNotStarted("controller", registry).observe(() -> {
			try (BaggageInScope baggage = this.asking.getBean(Tracer.class).createBaggageInScope("tenant", "blue")) {
				assertThat(baggage.get()).isEqualTo("blue");
				return action.get();
			}
		});
	}

	private Answer ask() {
		return inController(() -> this.peer.request(TracedApplication.question(), Answer.class));
	}

	@Test
	void listedPeer_continuesTheTrace_fromTheControllerToTheDatabase() {
		start(true);
		Answer answer = ask();
		SpanData controller = spans(this.asking).await("controller");
		SpanData client = spans(this.asking).await("request Question");
		SpanData server = spans(this.answering).await("handle Question");
		SpanData database = spans(this.answering).await("database");
		assertThat(List.of(client, server, database)).extracting(SpanData::getTraceId)
			.containsOnly(controller.getTraceId());
		assertThat(client.getParentSpanId()).isEqualTo(controller.getSpanId());
		assertThat(server.getParentSpanId()).isEqualTo(client.getSpanId());
		assertThat(database.getParentSpanId()).isEqualTo(server.getSpanId());
		assertThat(client.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(server.getLinks()).isEmpty();
		assertThat(answer).isEqualTo(new Answer(controller.getTraceId(), "blue blue"));
	}

	@Test
	void stranger_beginsATrace_linkedAndWithoutBaggage() {
		start(false);
		Answer answer = ask();
		SpanData client = spans(this.asking).await("request Question");
		SpanData server = spans(this.answering).await("handle Question");
		assertThat(server.getTraceId()).isNotEqualTo(client.getTraceId()).isEqualTo(answer.trace());
		assertThat(server.getParentSpanId()).isEqualTo(NOBODY);
		assertThat(spans(this.answering).await("database").getParentSpanId()).isEqualTo(server.getSpanId());
		assertThat(server.getLinks()).singleElement().satisfies((link) -> {
			assertThat(link.getSpanContext().getTraceId()).isEqualTo(client.getTraceId());
			assertThat(link.getSpanContext().getSpanId()).isEqualTo(client.getSpanId());
		});
		assertThat(answer.tenant()).isEqualTo("null null");
	}

	@ParameterizedTest
	@CsvSource({ "all,false,true", "all,true,true", "none,true,false", "none,false,false", "listed,false,false" })
	void trustRemote_decides(String trust, boolean listed, boolean continued) {
		start(listed, "noise.observation.trust-remote=" + trust);
		Answer answer = ask();
		String asking = spans(this.asking).await("controller").getTraceId();
		assertThat(answer.trace().equals(asking)).isEqualTo(continued);
		assertThat(answer.tenant()).isEqualTo(continued ? "blue blue" : "null null");
		assertThat(spans(this.answering).await("handle Question").getLinks()).hasSize(continued ? 0 : 1);
	}

	@Test
	void pinnedPeer_continuesTheTrace_alsoOfRequestsInTheOtherDirection() {
		this.asking = run();
		this.answering = run("noise.peers=" + node(this.asking).id() + "@" + node(this.asking).externalAddress());
		await().until(() -> !node(this.asking).peers().isEmpty());
		this.peer = node(this.asking).peers().get(0);
		assertThat(ask().trace()).isEqualTo(spans(this.asking).await("controller").getTraceId());
	}

	@Test
	void requestWithoutParent_beginsATraceThatIsJoined() {
		start(true);
		String trace = this.peer.request(TracedApplication.question(), Answer.class).trace();
		SpanData client = spans(this.asking).await("request Question");
		assertThat(client.getTraceId()).isEqualTo(trace);
		assertThat(client.getParentSpanId()).isEqualTo(NOBODY);
	}

	@Test
	void requestAsync_isObservedUntilItsReply() {
		start(true);
		inController(() -> this.peer.requestAsync(TracedApplication.question(), Answer.class)).join();
		assertThat(spans(this.asking).await("request Question").getParentSpanId())
			.isEqualTo(spans(this.asking).await("controller").getSpanId());
	}

	@Test
	void hooksOfADialledPeer_runInTheTraceOfWhoDials() {
		start(true);
		inController(() -> node(this.asking).dial(node(this.answering).externalAddress()));
		assertThat(this.asking.getBean(TracedApplication.class).heard()).containsExactly("dialed null",
				"dialed " + spans(this.asking).await("controller").getTraceId());
	}

	@Test
	void failedRequest_isAnErrorAtTheSideThatAsked() {
		start(true);
		node(this.asking).messages().register(Unknown.class);
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> this.peer.request(new Unknown("?"), Answer.class));
		SpanData client = spans(this.asking).await("request Unknown");
		assertThat(client.getAttributes().asMap().toString()).contains("outcome=not-sent");
		assertThat(client.getEvents()).isNotEmpty();
	}

	record Unknown(String text) {
	}

	@Test
	void messages_areNotObserved_unlessSwitchedOn() {
		start(true);
		inController(() -> {
			this.peer.send(TracedApplication.chat());
			return ask();
		});
		List<String> heard = this.answering.getBean(TracedApplication.class).heard();
		await().until(() -> !heard.isEmpty());
		assertThat(heard).containsExactly("null");
		assertThat(spans(this.answering).all()).extracting(SpanData::getName).doesNotContain("receive Chat");
		assertThat(spans(this.asking).all()).extracting(SpanData::getName).doesNotContain("send Chat");
	}

	@Test
	void messages_whereSwitchedOn_continueTheTrace() {
		start(true, "noise.observation.messages=true");
		inController(() -> {
			this.peer.send(TracedApplication.chat());
			return "";
		});
		SpanData sent = spans(this.asking).await("send Chat");
		SpanData received = spans(this.answering).await("receive Chat");
		assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
		assertThat(received.getKind()).isEqualTo(SpanKind.CONSUMER);
		assertThat(received.getParentSpanId()).isEqualTo(sent.getSpanId());
		assertThat(received.getTraceId()).isEqualTo(spans(this.asking).await("controller").getTraceId());
		assertThat(this.answering.getBean(TracedApplication.class).heard()).containsExactly(received.getTraceId());
	}

	@Test
	void observations_haveTheTagsOfTheMeters_andNeitherIdsNorContents() {
		start(true, "noise.observation.messages=true");
		this.peer.send(TracedApplication.chat());
		ask();
		spans(this.answering).await("receive Chat");
		Stream.of(this.asking, this.answering).forEach((context) -> {
			List<Observation.Context> observed = context.getBean(TracedApplication.Contexts.class).stopped();
			await().until(() -> observed.size() == 2);
			assertThat(observed).extracting(Observation.Context::getName)
				.containsExactlyInAnyOrder("noise.requests", "noise.message");
			assertThat(observed).allSatisfy((one) -> {
				assertThat(one.getLowCardinalityKeyValues()).extracting(KeyValue::getKey)
					.containsExactlyInAnyOrder("role", "type", "outcome");
				assertThat(one.getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("success");
				assertThat(one.getHighCardinalityKeyValues()).extracting(KeyValue::getKey)
					.containsExactlyInAnyOrder("peer", "node");
				assertThat(one.getLowCardinalityKeyValues().toString()).doesNotContain(this.peer.id(),
						node(this.asking).id(), node(this.answering).id());
			});
			assertThat(spans(context).all()).isNotEmpty()
				.allSatisfy((span) -> assertThat(span.toString()).doesNotContain(TracedApplication.secret()));
		});
	}

	@Test
	void timers_areThoseOfTheNode_andCountOnce() {
		start(true, "management.metrics.use-global-registry=false");
		ask();
		spans(this.answering).await("handle Question");
		Stream.of(this.asking, this.answering).forEach((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.find("noise.requests").timers()).isNotEmpty()
				.allSatisfy((timer) -> assertThat(timer.getId().getTags()).extracting(Tag::getKey)
					.containsExactlyInAnyOrder("role", "type", "outcome"));
			assertThat(meters.find("noise.requests").timers().stream().mapToLong(Timer::count).sum()).isOne();
			assertThat(meters.getMeters()).extracting(Meter::getId)
				.extracting(Meter.Id::getName)
				.doesNotContain("noise.requests.active");
		});
	}

	@Test
	void convention_isReplacedByABean() {
		start(false, "spring.main.sources=" + OwnConvention.class.getName());
		ask();
		SpanData span = spans(this.answering).await("own Question");
		assertThat(span.getAttributes().asMap().toString()).contains("team=blue").contains("type=Question");
	}

	/** A convention that calls spans otherwise, and adds a tag. */
	static class OwnConvention extends DefaultNoiseRequestObservationConvention {

		@Override
		public String getContextualName(Observation.Context context) {
			return "own " + NoiseExchange.of(context).orElseThrow().type();
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
			return super.getLowCardinalityKeyValues(context).and("team", "blue");
		}

	}

}
