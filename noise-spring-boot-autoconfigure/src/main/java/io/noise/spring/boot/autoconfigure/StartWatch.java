package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.spring.boot.autoconfigure.NoiseProperties.StartOn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Logs once that a node does not listen yet, if the start of its application takes long,
 * as with a runner that never returns. Has a thread of its own while it waits.
 */
final class StartWatch {

	private static final Logger logger = LoggerFactory.getLogger(StartWatch.class);

	private final Node node;

	private final StartOn startOn;

	private final Duration patience;

	private final ConfigurableApplicationContext context;

	private final CountDownLatch over = new CountDownLatch(1);

	/**
	 * Creates a watch that does not run yet.
	 * @param patience the time after which it logs
	 * @param context the context of the application, which has the runners
	 */
	StartWatch(Node node, StartOn startOn, Duration patience, ConfigurableApplicationContext context) {
		this.node = node;
		this.startOn = startOn;
		this.patience = patience;
		this.context = context;
	}

	/**
	 * Begins to wait.
	 * @param starting the thread that starts the application
	 */
	void begin(Thread starting) {
		Thread thread = new Thread(() -> watch(starting), "noise-start-watch");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Ends the watch: the node has been started, or never will be.
	 */
	void end() {
		this.over.countDown();
	}

	private void watch(Thread starting) {
		try {
			boolean started = this.over.await(this.patience.toNanos(), TimeUnit.NANOSECONDS);
			if (!started && this.context.isActive() && this.node.state() == NodeState.NEW) {
				warn(starting.getStackTrace());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void warn(StackTraceElement[] stack) {
		String waiting = "{} does not listen: noise.start-on is {}, and {} s after its context was refreshed the "
				+ "application is not {}";
		Object[] arguments = { this.node, lower(this.startOn), this.patience.toSeconds(), lower(this.startOn) };
		String runner = RunningRunner.find(this.context.getBeanFactory(), stack)
			.map((found) -> ", since " + found + " has not returned")
			.orElse("");
		logger.warn(
				waiting + ((this.startOn == StartOn.READY)
						? runner + ". With noise.start-on=started it listens before runners are called" : ""),
				arguments);
	}

	private static String lower(StartOn startOn) {
		return startOn.name().toLowerCase(Locale.ROOT);
	}

}
