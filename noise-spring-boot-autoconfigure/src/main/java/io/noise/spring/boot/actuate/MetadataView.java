package io.noise.spring.boot.actuate;

import java.util.Map;
import java.util.TreeMap;

import io.noise.Metadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * A view of metadata for one user: secrets are masked, and other values are shown as
 * {@link JsonValue}.
 * <p>
 * A value is masked where values are not shown at all, where its key is one of
 * {@link NamedSecrets}, and where a sanitizing function of the application says so or
 * fails. That holds for each value of a map and each component of a record, however deep
 * they are nested, by their own keys.
 */
final class MetadataView {

	private static final Logger logger = LoggerFactory.getLogger(MetadataView.class);

	private final Sanitizer sanitizer;

	private final boolean showValues;

	MetadataView(Sanitizer sanitizer, boolean showValues) {
		this.sanitizer = sanitizer;
		this.showValues = showValues;
	}

	/**
	 * The view of the metadata of a node or peer, sorted by key.
	 */
	Map<String, @Nullable Object> of(Metadata owner) {
		Map<String, @Nullable Object> shown = new TreeMap<>();
		owner.metadata().forEach((key, value) -> shown.put(JsonBudget.key(key), JsonValue.of(key, value, this::mask)));
		return shown;
	}

	private @Nullable Object mask(String key, Object value) {
		return NamedSecrets.isOne(key) ? null : sanitize(key, value);
	}

	/** Applies the functions of the application. Null if nothing may be shown. */
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
