package io.noise.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a {@link RefusedPropertyException}, ahead of the analyzer that knows only that
 * the binder failed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefusedPropertyFailureAnalyzer extends AbstractFailureAnalyzer<RefusedPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RefusedPropertyException cause) {
		return cause.analysis();
	}

}
