package io.noise;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.noise.identity.Identity;
import io.noise.session.LegacyOptions;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Every number and duration of the configuration, at, below and above its bounds, by its
 * own name.
 */
class BuilderValuesTests {

	private static final Duration YEAR = Duration.ofDays(365);

	private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

	/**
	 * A value: its method, its words in messages, good and bad arguments.
	 */
	record Value<V>(String method, String words, List<V> good, List<V> bad,
			BiFunction<Node.Builder, V, Node.Builder> with) {

		void refuse(V value) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.with.apply(Node.builder(), value))
				.withMessageStartingWith(this.words + ": " + value + " (expected: ");
		}

		V most() {
			return this.good.get(this.good.size() - 1);
		}

		Node.Builder withMost(Node.Builder builder) {
			return this.with.apply(builder, most());
		}

		@Override
		public String toString() {
			return this.method;
		}

	}

	private static Value<Integer> ofLimits(String method, int lowest, BiFunction<Limits, Integer, Limits> with) {
		return new Value<>(method, words(method), List.of(lowest, Integer.MAX_VALUE),
				List.of(lowest - 1, Integer.MIN_VALUE),
				(builder, value) -> builder.limits(with.apply(Limits.defaults(), value)));
	}

	private static Value<Duration> time(String method, BiFunction<Node.Builder, Duration, Node.Builder> with) {
		return new Value<>(method, words(method), List.of(Duration.ofNanos(1), YEAR),
				List.of(Duration.ZERO, Duration.ofNanos(-1), LONGEST.negated(), YEAR.plusNanos(1), LONGEST), with);
	}

	private static Value<Duration> timeOfLimits(String method, BiFunction<Limits, Duration, Limits> with) {
		return time(method, (builder, value) -> builder.limits(with.apply(Limits.defaults(), value)));
	}

	private static Value<Duration> timeOfLegacy(String method,
			BiFunction<LegacyOptions, Duration, LegacyOptions> with) {
		return time(method,
				(builder, value) -> builder.session(Sessions.legacy(with.apply(LegacyOptions.defaults(), value))));
	}

	private static String words(String method) {
		return method.replaceFirst("^with", "").replaceAll("([A-Z])", " $1").strip().toLowerCase(Locale.ROOT);
	}

	static final List<Value<?>> values = List.of(
			new Value<>("port", "port", List.of(0, 1024, 65_535), List.of(-1, 1, 1023, 65_536, Integer.MAX_VALUE),
					Node.Builder::port),
			new Value<>("externalPort", "external port", List.of(0, 1, 65_535), List.of(-1, 65_536, Integer.MIN_VALUE),
					Node.Builder::externalPort),
			new Value<>("maxMessageSize", "max message size", List.of(1, Integer.MAX_VALUE),
					List.of(0, -1, Integer.MIN_VALUE), Node.Builder::maxMessageSize),
			time("connectTimeout", Node.Builder::connectTimeout),
			time("handshakeTimeout", Node.Builder::handshakeTimeout), time("sendTimeout", Node.Builder::sendTimeout),
			time("receiveTimeout", Node.Builder::receiveTimeout), time("drainTimeout", Node.Builder::drainTimeout),
			time("authorizerTimeout", Node.Builder::authorizerTimeout),
			time("requestTimeout", Node.Builder::requestTimeout),
			new Value<>("slowHookThreshold", "slow hook threshold", List.of(Duration.ZERO, Duration.ofNanos(1), YEAR),
					List.of(Duration.ofNanos(-1), LONGEST.negated(), YEAR.plusNanos(1), LONGEST),
					Node.Builder::slowHookThreshold),
			ofLimits("withMaxInbound", 1, Limits::withMaxInbound),
			ofLimits("withMaxOutbound", 1, Limits::withMaxOutbound),
			ofLimits("withMaxPerAddress", 1, Limits::withMaxPerAddress),
			ofLimits("withMaxPerNetwork", 1, Limits::withMaxPerNetwork),
			ofLimits("withAcceptRate", 1, Limits::withAcceptRate),
			ofLimits("withAcceptBurst", 1, Limits::withAcceptBurst),
			ofLimits("withHandshakeRate", 0, Limits::withHandshakeRate),
			ofLimits("withMaxPendingHandshakes", 1, Limits::withMaxPendingHandshakes),
			ofLimits("withMaxConcurrentDials", 1, Limits::withMaxConcurrentDials),
			ofLimits("withMaxWaitingDials", 0, Limits::withMaxWaitingDials),
			ofLimits("withMaxOpenRequests", 1, Limits::withMaxOpenRequests),
			ofLimits("withReceiveQueue", 1, Limits::withReceiveQueue),
			ofLimits("withSendQueue", 1, Limits::withSendQueue),
			new Value<>("withWriteBuffer", "write buffer low", List.of(1, Integer.MAX_VALUE),
					List.of(0, -1, Integer.MIN_VALUE),
					(builder, low) -> builder.limits(Limits.defaults().withWriteBuffer(low, Math.max(low, 1)))),
			new Value<>("withWriteBuffer", "write buffer high", List.of(1, Integer.MAX_VALUE),
					List.of(0, -1, Integer.MIN_VALUE),
					(builder, high) -> builder.limits(Limits.defaults().withWriteBuffer(1, high))),
			timeOfLimits("withFrameTimeout", Limits::withFrameTimeout),
			timeOfLimits("withPingInterval", Limits::withPingInterval),
			timeOfLimits("withPingTimeout", Limits::withPingTimeout),
			timeOfLimits("withStallTimeout", Limits::withStallTimeout),
			timeOfLegacy("withHandshakeTimeout", LegacyOptions::withHandshakeTimeout),
			timeOfLegacy("withAckTimeout", LegacyOptions::withAckTimeout));

	static final List<Value<?>> sizes = values.stream()
		.filter((value) -> Set.of("maxMessageSize", "withReceiveQueue", "withSendQueue", "withWriteBuffer")
			.contains(value.method()))
		.collect(Collectors.toUnmodifiableList());

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final List<String> received = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@FieldSource("values")
	<V> void valuesAtTheEnds_areTaken(Value<V> value) {
		for (V good : value.good()) {
			value.with().apply(Node.builder(), good).build().close();
		}
	}

	@ParameterizedTest
	@FieldSource("values")
	<V> void valuesBeyondTheEnds_areRefusedByName(Value<V> value) {
		value.bad().forEach(value::refuse);
	}

	/** Finds values that were added and have no test. */
	@Test
	void values_areAllThatThereAre() {
		Set<String> methods = new TreeSet<>();
		Stream.of(Node.Builder.class, Limits.class, LegacyOptions.class)
			.flatMap((type) -> Arrays.stream(type.getMethods()))
			.filter((method) -> Arrays.stream(method.getParameterTypes())
				.anyMatch(Set.of(int.class, long.class, Duration.class)::contains))
			.filter((method) -> !method.getDeclaringClass().equals(Object.class))
			.map(Method::getName)
			.forEach(methods::add);
		assertThat(values.stream().map(Value::method)).containsAll(methods);
	}

	private static Session session(String name) {
		return switch (name) {
			case "plain" -> Sessions.plain();
			case "legacy" -> Sessions.legacy();
			default -> Sessions.secure(Identity.generate());
		};
	}

	private Node node(String session, UnaryOperator<Node.Builder> more) {
		Node node = this.nodes.create((builder) -> more.apply(builder.session(session(session))));
		node.messages().register(3, Chat.class);
		node.onMessage(Chat.class, (peer, chat) -> this.received.add(chat.text()));
		return node;
	}

	private void exchange(String session, UnaryOperator<Node.Builder> configuration) {
		Node listener = node(session, configuration);
		listener.listen();
		Peer peer = node(session, configuration).dial(listener.externalAddress());
		peer.send(new Chat("there"));
		await().atMost(Nodes.SOON).until(() -> this.received.contains("there"));
		listener.peers().get(0).send(new Chat("back"));
		await().atMost(Nodes.SOON).until(() -> this.received.contains("back"));
		assertThat(peer.isConnected()).isTrue();
		peer.disconnect();
	}

	/** The highest values of all except ports. */
	@ParameterizedTest
	@ValueSource(strings = { "secure", "plain", "legacy" })
	void highestValuesTogether_exchangeMessages(String session) {
		exchange(session, (builder) -> {
			Duration year = YEAR;
			return builder.maxMessageSize(Integer.MAX_VALUE)
				.connectTimeout(year)
				.handshakeTimeout(year)
				.sendTimeout(year)
				.receiveTimeout(year)
				.drainTimeout(year)
				.authorizerTimeout(year)
				.requestTimeout(year)
				.slowHookThreshold(year)
				.limits(highest());
		});
	}

	private static Limits highest() {
		int most = Integer.MAX_VALUE;
		return Limits.defaults()
			.withMaxInbound(most)
			.withMaxOutbound(most)
			.withMaxPerAddress(most)
			.withMaxPerNetwork(most)
			.withAcceptRate(most)
			.withAcceptBurst(most)
			.withHandshakeRate(most)
			.withMaxPendingHandshakes(most)
			.withMaxConcurrentDials(most)
			.withMaxWaitingDials(most)
			.withMaxOpenRequests(most)
			.withReceiveQueue(most)
			.withSendQueue(most)
			.withWriteBuffer(most, most)
			.withFrameTimeout(YEAR)
			.withPingInterval(YEAR)
			.withPingTimeout(YEAR)
			.withStallTimeout(YEAR);
	}

	/**
	 * The lowest values of numbers only, because the shortest times are too short for any
	 * test.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "secure", "plain", "legacy" })
	void lowestValuesTogether_exchangeMessages(String session) {
		exchange(session,
				(builder) -> builder.limits(Limits.defaults()
					.withMaxInbound(1)
					.withMaxOutbound(1)
					.withMaxPerAddress(1)
					.withMaxPerNetwork(1)
					.withAcceptRate(1)
					.withAcceptBurst(1)
					.withHandshakeRate(1)
					.withMaxPendingHandshakes(1)
					.withMaxConcurrentDials(1)
					.withMaxWaitingDials(0)
					.withMaxOpenRequests(1)
					.withReceiveQueue(1)
					.withSendQueue(1)
					.withWriteBuffer(1, 1)));
	}

	static Stream<Arguments> sizesAndSessions() {
		return sizes.stream()
			.flatMap((size) -> Stream.of("secure", "plain", "legacy")
				.map((session) -> Arguments.arguments(size, session)));
	}

	@ParameterizedTest
	@MethodSource("sizesAndSessions")
	void highestSize_exchangesMessages(Value<?> size, String session) {
		exchange(session, size::withMost);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 20, Integer.MAX_VALUE - 1028, Integer.MAX_VALUE - 64, Integer.MAX_VALUE - 1 })
	void anyLongestMessage_canBeDialled(int bytes) {
		for (String session : List.of("secure", "plain", "legacy")) {
			Node listener = node(session, (builder) -> builder.maxMessageSize(bytes));
			listener.listen();
			Peer peer = node(session, (builder) -> builder.maxMessageSize(bytes)).dial(listener.externalAddress());
			assertThat(peer.isConnected()).isTrue();
		}
	}

}
