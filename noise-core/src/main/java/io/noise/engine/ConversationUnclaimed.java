package io.noise.engine;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.noise.message.MessageType;
import io.noise.queue.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of messages of one connection that no handler and no receive call takes.
 */
final class ConversationUnclaimed implements Inbox.Unclaimed {

	private static final Logger logger = LoggerFactory.getLogger(ConversationUnclaimed.class);

	private final ConversationCarrier carrier;

	private final ConversationSettings settings;

	private final NodeReports reports;

	ConversationUnclaimed(ConversationCarrier carrier, ConversationSettings settings, NodeReports reports) {
		this.carrier = carrier;
		this.settings = settings;
		this.reports = reports;
	}

	/**
	 * Warns after a while: the sender of a question may be about to receive the answer.
	 */
	@Override
	public void first(MessageType<?> type, BooleanSupplier still) {
		Runnable check = () -> {
			if (!this.carrier.isClosing() && still.getAsBoolean()) {
				overfull(type);
			}
		};
		long patience = this.settings.receiveTimeout().toNanos();
		try {
			this.carrier.channel().eventLoop().schedule(check, patience, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} has ended", this.carrier.lane());
		}
	}

	@Override
	public void overfull(MessageType<?> type) {
		this.reports.unclaimed(this.carrier.lane(), type, this.settings.receiveQueue());
	}

}
