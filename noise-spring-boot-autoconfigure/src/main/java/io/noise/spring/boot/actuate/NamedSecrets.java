package io.noise.spring.boot.actuate;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognizes names of secrets: those that contain {@code password}, {@code secret},
 * {@code token}, {@code credential}, {@code private-key} or {@code api-key}, in any case
 * and with any punctuation.
 */
final class NamedSecrets {

	private static final List<String> SECRETS = List.of("password", "secret", "token", "credential", "privatekey",
			"apikey");

	private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]");

	/** Matches such a name with a value, as in generated {@code toString()} methods. */
	private static final Pattern WITH_VALUE = Pattern.compile(
			"(password|secret|token|credential|private[-_. ]?key|api[-_. ]?key)[\\w.\"'-]*\\s*[=:]",
			Pattern.CASE_INSENSITIVE);

	private NamedSecrets() {
	}

	/**
	 * Whether a key is the name of a secret.
	 */
	static boolean isOne(String key) {
		String letters = PUNCTUATION.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
		return SECRETS.stream().anyMatch(letters::contains);
	}

	/**
	 * Whether a text contains the name of a secret together with a value.
	 */
	static boolean isIn(String text) {
		return WITH_VALUE.matcher(text).find();
	}

}
