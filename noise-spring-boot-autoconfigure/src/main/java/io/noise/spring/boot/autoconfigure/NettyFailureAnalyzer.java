package io.noise.spring.boot.autoconfigure;

import io.noise.NoiseException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that the Netty on the class path is too old.
 */
final class NettyFailureAnalyzer extends AbstractFailureAnalyzer<NoiseException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoiseException cause) {
		String message = String.valueOf(cause.getMessage());
		if (!message.startsWith("Netty: ")) {
			return null;
		}
		return new FailureAnalysis("The noise node does not run on this " + message + ".",
				"Leave the version of Netty to Spring Boot: remove the setting of another one, such as the property "
						+ "netty.version or a dependency with a version of its own. Run mvn dependency:tree "
						+ "-Dincludes=io.netty, or gradle dependencyInsight --dependency io.netty, to see where it comes from.",
				cause);
	}

}
