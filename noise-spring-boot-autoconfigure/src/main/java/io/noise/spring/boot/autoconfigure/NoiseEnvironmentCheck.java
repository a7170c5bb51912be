package io.noise.spring.boot.autoconfigure;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Checks {@code noise.*} before there are any beans, also where there is to be no node.
 */
final class NoiseEnvironmentCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		BootVersionCheck.check();
		new PrivateKeyGuard(context.getEnvironment()).check();
	}

}
