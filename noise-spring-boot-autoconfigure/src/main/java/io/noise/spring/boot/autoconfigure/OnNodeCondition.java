package io.noise.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * Matches unless {@code noise.enabled} is false. A value that is no boolean matches, so
 * that it fails the start when it is bound, in place of leaving the application without a
 * node in silence.
 */
final class OnNodeCondition extends NoneNestedConditions {

	OnNodeCondition() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	/** Matches the one value that asks for no node. */
	@ConditionalOnBooleanProperty(name = "noise.enabled", havingValue = false)
	static final class Disabled {

	}

}
