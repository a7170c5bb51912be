package io.noise.spring.boot.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.noise.Metadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * Metadata as somebody may see it: secrets are masked, what is left is a
 * {@link JsonValue}.
 * <p>
 * A value is masked where values are not shown at all, where its key contains
 * {@code password}, {@code secret}, {@code token}, {@code credential},
 * {@code private-key} or {@code api-key}, in any case and with any punctuation, and where
 * a sanitizing function of the application says so or fails.
 */
final class MetadataView {

	private static final Logger logger = LoggerFactory.getLogger(MetadataView.class);

	private static final List<String> SECRETS = List.of("password", "secret", "token", "credential", "privatekey",
			"apikey");

	private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]");

	private final Sanitizer sanitizer;

	private final boolean showValues;

	MetadataView(Sanitizer sanitizer, boolean showValues) {
		this.sanitizer = sanitizer;
		this.showValues = showValues;
	}

	/**
	 * What to show of the metadata of a node or peer, sorted by key.
	 */
	Map<String, Object> of(Metadata owner) {
		Map<String, Object> shown = new TreeMap<>();
		owner.metadata().forEach((key, value) -> shown.put(JsonValue.text(key), show(key, value)));
		return shown;
	}

	private Object show(String key, Object value) {
		Object sanitized = namesSecret(key) ? null : sanitize(key, value);
		return (sanitized != null) ? JsonValue.of(sanitized) : SanitizableData.SANITIZED_VALUE;
	}

	private static boolean namesSecret(String key) {
		String letters = PUNCTUATION.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
		return SECRETS.stream().anyMatch(letters::contains);
	}

	/** Null if there is nothing that may be shown. */
	private @Nullable Object sanitize(String key, Object value) {
		try {
			return this.sanitizer.sanitize(new SanitizableData(null, key, value), this.showValues);
		}
		catch (Throwable ex) { // of any kind: it may be the value that throws
			logger.debug("metadata \"{}\" is masked: a sanitizing function failed", key, ex);
			return null;
		}
	}

}
