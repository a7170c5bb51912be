package io.noise.identity;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * What the package logs while this is open.
 */
final class CapturedLog implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.noise.identity");

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	CapturedLog() {
		this.events.start();
		this.logger.addAppender(this.events);
	}

	/**
	 * The lines so far: level, space, message.
	 */
	List<String> lines() {
		return this.events.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.events);
	}

}
