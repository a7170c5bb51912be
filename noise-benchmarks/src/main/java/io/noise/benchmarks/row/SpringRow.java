package io.noise.benchmarks.row;

import java.util.List;

/**
 * Messages in one direction to a handler of the core, and to a method with
 * {@code @OnMessage} of a Spring Boot application.
 */
final class SpringRow extends OneWayRow {

	SpringRow(String id) {
		super(id, 600, 1);
	}

	@Override
	public String title() {
		return "one-way, 600 B, to a core handler and to an @OnMessage method";
	}

	@Override
	public List<String> peers() {
		return List.of("noise-plain", "noise-plain-spring", "noise-secure", "noise-secure-spring");
	}

	@Override
	public List<String> references() {
		return List.of("noise-plain", "noise-secure");
	}

}
