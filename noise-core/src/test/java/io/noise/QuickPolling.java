package io.noise;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What tests wait for is there within milliseconds, and is looked for that often: an
 * extension of all of them, which takes much of their time away.
 */
public final class QuickPolling implements BeforeAllCallback {

	private static final Duration INTERVAL = Duration.ofMillis(5);

	@Override
	public void beforeAll(ExtensionContext context) {
		Awaitility.setDefaultPollDelay(Duration.ZERO);
		Awaitility.setDefaultPollInterval(INTERVAL);
	}

}
