package io.noise.spring.boot.observation;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The span of another application, as what came along names it.
 *
 * @param traceId the id of its trace, in hexadecimal
 * @param spanId its id, in hexadecimal
 */
record RemoteSpan(String traceId, String spanId) {

	private static final Pattern W3C = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?");

	private static final Pattern B3 = Pattern.compile("([0-9a-f]{32}|[0-9a-f]{16})-([0-9a-f]{16})(?:-.*)?");

	private static final Pattern ZERO = Pattern.compile("0+");

	/**
	 * Finds the span in the headers of W3C or of Zipkin.
	 * @return empty if there is none
	 */
	static Optional<RemoteSpan> of(Map<String, String> entries) {
		return parse(W3C, entries.get("traceparent")).or(() -> parse(B3, entries.get("b3")))
			.or(() -> parse(B3, entries.get("X-B3-TraceId") + "-" + entries.get("X-B3-SpanId")));
	}

	private static Optional<RemoteSpan> parse(Pattern format, @Nullable String value) {
		Matcher match = format.matcher((value != null) ? value.toLowerCase(Locale.ROOT) : "");
		return match.matches() && isId(match.group(1)) && isId(match.group(2))
				? Optional.of(new RemoteSpan(match.group(1), match.group(2))) : Optional.empty();
	}

	private static boolean isId(String id) {
		return !ZERO.matcher(id).matches();
	}

}
