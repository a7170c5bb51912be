package io.noise;

import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * Captures the log of a package or class at every level until it is closed.
 */
public final class CapturedLog implements AutoCloseable {

	private final Logger logger;

	private final Level before;

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	public CapturedLog(Class<?> logger) {
		this(logger.getName());
	}

	public CapturedLog(String logger) {
		this.logger = (Logger) LoggerFactory.getLogger(logger);
		this.before = this.logger.getLevel();
		this.logger.setLevel(Level.DEBUG);
		this.events.start();
		this.logger.addAppender(this.events);
	}

	/**
	 * Returns the lines so far: level, space, message.
	 */
	public List<String> lines() {
		return all().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	/**
	 * Returns the messages that have a stack trace.
	 */
	public List<String> traced() {
		return all().filter((event) -> event.getThrowableProxy() != null)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	/** Returns a copy, because other threads may log in the meantime. */
	private Stream<ILoggingEvent> all() {
		return Stream.of(this.events.list.toArray(ILoggingEvent[]::new));
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.events);
		this.logger.setLevel(this.before);
	}

}
