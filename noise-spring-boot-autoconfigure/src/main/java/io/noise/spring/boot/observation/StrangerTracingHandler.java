package io.noise.spring.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

/**
 * Begins a trace for what came from a peer whose trace is not continued, and links it to
 * that of the peer. It replaces Micrometer's handler for these only. Nothing else of what
 * came along is looked at.
 */
final class StrangerTracingHandler implements TracingObservationHandler<ReceivedContext> {

	private final Tracer tracer;

	private final PropagatingReceiverTracingObservationHandler<ReceivedContext> receiver;

	StrangerTracingHandler(Tracer tracer, Propagator propagator) {
		this.tracer = tracer;
		this.receiver = new PropagatingReceiverTracingObservationHandler<>(tracer, propagator) {

			@Override
			public Span.Builder customizeExtractedSpan(ReceivedContext context, Span.Builder builder) {
				return linked(context, builder.setNoParent());
			}

		};
	}

	private Span.Builder linked(ReceivedContext context, Span.Builder builder) {
		return RemoteSpan.of(context.refused())
			.map((remote) -> builder.addLink(new Link(this.tracer.traceContextBuilder()
				.traceId(remote.traceId())
				.spanId(remote.spanId())
				.sampled(false)
				.build())))
			.orElse(builder);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ReceivedContext received && !received.refused().isEmpty();
	}

	@Override
	public void onStart(ReceivedContext context) {
		this.receiver.onStart(context);
	}

	@Override
	public void onError(ReceivedContext context) {
		this.receiver.onError(context);
	}

	@Override
	public void onEvent(Observation.Event event, ReceivedContext context) {
		this.receiver.onEvent(event, context);
	}

	@Override
	public void onStop(ReceivedContext context) {
		this.receiver.onStop(context);
	}

	@Override
	public Tracer getTracer() {
		return this.tracer;
	}

}
