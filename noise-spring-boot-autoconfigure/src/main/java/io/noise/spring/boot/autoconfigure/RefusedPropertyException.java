package io.noise.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * A property that is refused before it is bound.
 */
final class RefusedPropertyException extends FailureAnalyzedException {

	private static final long serialVersionUID = 1L;

	RefusedPropertyException(String description, String action) {
		super(description, action);
	}

}
