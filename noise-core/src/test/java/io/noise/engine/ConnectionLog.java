package io.noise.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.noise.Nodes;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Captures the log of connections while it is open.
 */
public final class ConnectionLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger(ConnectionFaults.class);

	private final List<String> lines = new CopyOnWriteArrayList<>();

	public ConnectionLog() {
		start();
		this.logger.addAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.lines.add(event.getFormattedMessage());
	}

	public List<String> lines() {
		return List.copyOf(this.lines);
	}

	/** Waits for a line that contains all of these words. */
	public void awaitLine(String... words) {
		await().atMost(Nodes.SOON)
			.untilAsserted(() -> assertThat(this.lines).anySatisfy((line) -> assertThat(line).contains(words)));
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
	}

}
