package io.noise.spring.boot.observation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The spans of an application that have ended.
 */
final class Spans implements SpanProcessor {

	private final List<SpanData> ended = new CopyOnWriteArrayList<>();

	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.ended.add(span.toSpanData());
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	List<SpanData> all() {
		return this.ended;
	}

	/**
	 * Awaits the only span with a name.
	 */
	SpanData await(String name) {
		Awaitility.await().untilAsserted(() -> assertThat(this.ended).extracting(SpanData::getName).contains(name));
		List<SpanData> named = this.ended.stream().filter((span) -> span.getName().equals(name)).toList();
		assertThat(named).hasSize(1);
		return named.get(0);
	}

}
