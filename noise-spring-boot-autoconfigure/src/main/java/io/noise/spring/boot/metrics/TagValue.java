package io.noise.spring.boot.metrics;

import java.util.Locale;

/**
 * Values of tags.
 */
final class TagValue {

	static final String SUCCESS = "success";

	static final String OTHER = "other";

	private TagValue() {
	}

	/**
	 * Returns the name of a constant in lower case, with hyphens.
	 */
	static String of(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
