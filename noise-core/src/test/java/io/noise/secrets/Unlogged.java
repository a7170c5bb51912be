package io.noise.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Silences the library's log during each test of a class, for tests that run thousands of
 * nodes. Keys need not be looked for in a log that nobody writes, so they are not
 * remembered either.
 */
public final class Unlogged implements BeforeEachCallback, AfterEachCallback {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.noise");

	private Level before;

	@Override
	public void beforeEach(ExtensionContext context) {
		this.before = this.logger.getLevel();
		this.logger.setLevel(Level.OFF);
		RecordedSecrets.pause(true);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		RecordedSecrets.pause(false);
		this.logger.setLevel(this.before);
	}

}
