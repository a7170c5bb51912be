package io.noise.spring.boot.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.NodeObserver;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a node in one registry.
 */
final class NodeTimers implements NodeObserver {

	private static final String FAILED = "failed";

	private final MeterRegistry registry;

	private final TypeNames types;

	private final Timer roundTrips;

	private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

	/**
	 * Creates all timers at zero, except those of requests.
	 * @param types the names of the types of requests
	 */
	NodeTimers(MeterRegistry registry, TypeNames types) {
		this.registry = registry;
		this.types = types;
		this.roundTrips = Timer.builder("noise.rtt")
			.description("Times that peers took to answer pings")
			.register(registry);
		for (Direction direction : Direction.values()) {
			handshake(direction, TagValue.SUCCESS);
			for (DisconnectReason reason : DisconnectReason.values()) {
				handshake(direction, TagValue.of(reason));
			}
		}
		for (Hook kind : Hook.values()) {
			hook(kind, TagValue.SUCCESS);
			hook(kind, FAILED);
		}
	}

	/** The tags of a timer. */
	private record Key(Enum<?> kind, String type, String outcome) {
	}

	/**
	 * Creates the timers of requests for all types that are known now.
	 */
	void addTypes() {
		this.types.all().forEach((type) -> {
			for (Direction direction : Direction.values()) {
				for (Outcome outcome : Outcome.values()) {
					request(direction, type, outcome);
				}
			}
		});
	}

	private Timer handshake(Direction direction, String outcome) {
		return this.timers.computeIfAbsent(new Key(direction, "", outcome),
				(key) -> Timer.builder("noise.handshakes")
					.description("Times from a connection to its session, or to its end")
					.tag("role", (direction == Direction.OUTBOUND) ? "initiator" : "responder")
					.tag("outcome", outcome)
					.register(this.registry));
	}

	private Timer hook(Hook kind, String outcome) {
		return this.timers.computeIfAbsent(new Key(kind, "", outcome),
				(key) -> Timer.builder("noise.hooks")
					.description("Durations of hooks; message handlers are not timed")
					.tag("kind", TagValue.of(kind))
					.tag("outcome", outcome)
					.register(this.registry));
	}

	private Timer request(Direction direction, String type, Outcome outcome) {
		return this.timers.computeIfAbsent(new Key(direction, type, TagValue.of(outcome)),
				(key) -> Timer.builder("noise.requests")
					.description("Durations of requests, of both sides")
					.tags(Tags.of("role", (direction == Direction.OUTBOUND) ? "client" : "server", "type", type,
							"outcome", key.outcome()))
					.register(this.registry));
	}

	@Override
	public void handshake(Direction direction, @Nullable DisconnectReason failure, long nanos) {
		record(handshake(direction, (failure != null) ? TagValue.of(failure) : TagValue.SUCCESS), nanos);
	}

	@Override
	public void roundTrip(long nanos) {
		record(this.roundTrips, nanos);
	}

	@Override
	public void hook(Hook kind, boolean failed, long nanos) {
		record(hook(kind, failed ? FAILED : TagValue.SUCCESS), nanos);
	}

	@Override
	public void request(Direction direction, int opcode, Outcome outcome, long nanos) {
		record(request(direction, this.types.of(opcode), outcome), nanos);
	}

	private static void record(Timer timer, long nanos) {
		timer.record(nanos, TimeUnit.NANOSECONDS);
	}

}
