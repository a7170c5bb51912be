package io.noise.spring.boot.observation;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemoteSpan}.
 */
class RemoteSpanTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN = "00f067aa0ba902b7";

	@Test
	void of_headersOfEachKind() {
		RemoteSpan span = new RemoteSpan(TRACE, SPAN);
		assertThat(RemoteSpan.of(Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-01"))).contains(span);
		assertThat(RemoteSpan.of(Map.of("b3", TRACE + "-" + SPAN + "-1"))).contains(span);
		assertThat(RemoteSpan.of(Map.of("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN))).contains(span);
		assertThat(RemoteSpan.of(Map.of("b3", SPAN + "-" + SPAN))).contains(new RemoteSpan(SPAN, SPAN));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "00-" + TRACE + "-" + SPAN, "00-00000000000000000000000000000000-" + SPAN + "-01",
			"00-" + TRACE + "-0000000000000000-01", "00-" + TRACE + "0-" + SPAN + "-01", "<script>" })
	void of_nonsense_isNone(String value) {
		assertThat(RemoteSpan.of(Map.of("traceparent", value))).isEmpty();
		assertThat(RemoteSpan.of(Map.of("b3", value))).isEmpty();
		assertThat(RemoteSpan.of(Map.of("X-B3-TraceId", value))).isEmpty();
	}

}
