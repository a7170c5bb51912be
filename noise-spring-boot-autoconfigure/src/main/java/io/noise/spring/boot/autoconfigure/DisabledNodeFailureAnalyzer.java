package io.noise.spring.boot.autoconfigure;

import java.util.Set;

import io.noise.Node;
import io.noise.identity.AllowList;
import io.noise.spring.NoiseTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains why there is no {@link Node} bean, where {@code noise.enabled} is false. Comes
 * before the analyzer of Boot, which does not know the cause.
 */
@Order(0)
final class DisabledNodeFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<Class<?>> MISSING = Set.of(Node.class, NoiseTemplate.class, AllowList.class);

	private final @Nullable Environment environment;

	DisabledNodeFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = cause.getBeanType();
		if (this.environment == null || type == null || !MISSING.contains(type)
				|| cause instanceof NoUniqueBeanDefinitionException
				|| this.environment.getProperty("noise.enabled", Boolean.class, true)) {
			return null;
		}
		String who = (description != null) ? description : "A bean";
		return new FailureAnalysis(
				who + " requires a bean of type " + type.getName()
						+ ", and there is none: noise.enabled is false, so the application has no node.",
				"Inject ObjectProvider<" + type.getSimpleName() + "> if the application must work with and without a "
						+ "node. NoiseOperations can be injected in both cases, to send. Or set noise.enabled=true.",
				cause);
	}

}
