package io.noise.spring.boot.autoconfigure;

import java.util.List;

import io.noise.spring.boot.autoconfigure.NoiseProperties.Trust.Mode;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where {@code noise.trust.*} means a list.
 */
final class OnAllowListCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Binder binder = Binder.get(context.getEnvironment());
		List<String> peers = binder.bind("noise.trust.peers", Bindable.listOf(String.class)).orElse(List.of());
		Mode mode = binder.bind("noise.trust.mode", Mode.class).orElse(peers.isEmpty() ? Mode.OPEN : Mode.ALLOW_LIST);
		return new ConditionOutcome(mode == Mode.ALLOW_LIST,
				ConditionMessage.forCondition("noise.trust").because("its mode is " + mode));
	}

}
