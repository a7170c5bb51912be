package io.noise.spring.boot.autoconfigure;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Judges what {@code noise.*} says before there are any beans, and whether or not there
 * is to be a node.
 */
final class NoiseEnvironmentCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		BootVersionCheck.check();
		new PrivateKeyGuard(context.getEnvironment()).check();
	}

}
