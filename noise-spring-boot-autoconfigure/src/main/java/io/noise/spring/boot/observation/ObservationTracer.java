package io.noise.spring.boot.observation;

import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.noise.NodeObserver.Outcome;
import io.noise.NodeTracer;
import io.noise.spring.boot.observation.NoiseExchange.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Observes requests and messages of a node. What Micrometer's propagator writes goes
 * along with them, and what came along is handed to it, if it came from a peer that is
 * trusted so far.
 */
final class ObservationTracer implements NodeTracer {

	private static final boolean CAPTURES = ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory",
			ObservationTracer.class.getClassLoader());

	private final ObservationRegistry registry;

	private final NoiseObservationProperties properties;

	private final Conventions conventions;

	/**
	 * The conventions of the application, null for those of noise.
	 *
	 * @param requests for requests
	 * @param messages for messages
	 */
	record Conventions(@Nullable NoiseRequestObservationConvention requests,
			@Nullable NoiseMessageObservationConvention messages) {

		private static final NoiseRequestObservationConvention REQUESTS = new DefaultNoiseRequestObservationConvention();

		private static final NoiseMessageObservationConvention MESSAGES = new DefaultNoiseMessageObservationConvention();

		@Nullable ObservationConvention<Observation.Context> own(boolean request) {
			return request ? this.requests : this.messages;
		}

		ObservationConvention<Observation.Context> standard(boolean request) {
			return request ? REQUESTS : MESSAGES;
		}

	}

	ObservationTracer(ObservationRegistry registry, NoiseObservationProperties properties, Conventions conventions) {
		this.registry = registry;
		this.properties = properties;
		this.conventions = conventions;
	}

	@Override
	public boolean tracesMessages() {
		return this.properties.messages();
	}

	/** Nothing where Micrometer's context propagation is not on the class path. */
	@Override
	public @Nullable Supplier<Scope> capture() {
		return CAPTURES ? ContextSnapshots.capture() : null;
	}

	@Override
	public @Nullable Trace sending(Exchange what) {
		if (this.registry.isNoop()) {
			return null;
		}
		NoiseExchange exchange = new NoiseExchange(what.isRequest() ? Role.CLIENT : Role.PRODUCER, what);
		SentContext context = new SentContext(exchange);
		return start(exchange, context, context.entries());
	}

	@Override
	public @Nullable Trace handling(Exchange what, Map<String, String> context) {
		if (this.registry.isNoop()) {
			return null;
		}
		NoiseExchange exchange = new NoiseExchange(what.isRequest() ? Role.SERVER : Role.CONSUMER, what);
		boolean takenOver = !context.isEmpty() && takesOver(what);
		return start(exchange, new ReceivedContext(exchange, context, takenOver), Map.of());
	}

	private boolean takesOver(Exchange from) {
		return switch (this.properties.trustRemote()) {
			case LISTED -> from.isPeerNamed();
			case ALL -> true;
			case NONE -> false;
		};
	}

	private @Nullable Trace start(NoiseExchange exchange, Observation.Context context, Map<String, String> entries) {
		boolean request = exchange.isRequest();
		Observation observation = Observation.createNotStarted(this.conventions.own(request),
				this.conventions.standard(request), () -> context, this.registry);
		return observation.isNoop() ? null : new Observed(observation.start(), exchange, entries);
	}

	/**
	 * An observation that has started.
	 *
	 * @param observation the observation
	 * @param exchange what is observed
	 * @param context what goes along
	 */
	private record Observed(Observation observation, NoiseExchange exchange,
			Map<String, String> context) implements Trace {

		@Override
		public Scope open() {
			return this.observation.openScope()::close;
		}

		@Override
		public void failed(Throwable failure) {
			this.observation.error(failure);
		}

		@Override
		public void ended(Outcome outcome) {
			this.exchange.ended(outcome);
			this.observation.stop();
		}

	}

}
