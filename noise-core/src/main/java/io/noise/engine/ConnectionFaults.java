package io.noise.engine;

import java.io.IOException;

import io.noise.DisconnectReason;
import io.noise.Refusal;
import io.noise.RemoteReason;
import io.noise.message.DisconnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what goes wrong on one connection: why it ends for it, and what is counted and
 * logged.
 */
final class ConnectionFaults {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionFaults.class);

	private final Connection connection;

	private final ConnectionEnd end;

	private final ConnectionCloser closer;

	private final NodeReports reports;

	/** A frame for which the connection ends, though it may take a moment. */
	private volatile @Nullable DisconnectException refused;

	ConnectionFaults(Connection connection, ConnectionEnd end, ConnectionCloser closer, NodeReports reports) {
		this.connection = connection;
		this.end = end;
		this.closer = closer;
		this.reports = reports;
	}

	/**
	 * Closes the connection because of what came, or did not come. One that is closing
	 * goes on with that: what still comes does not matter.
	 */
	void caught(Throwable thrown) {
		if (this.end.hasBegun() && !(thrown instanceof IOException)) {
			logger.debug("{}: {} of {} is closing, and so it does not matter: {}", this.reports.node(),
					this.connection.id(), this.connection.remoteAddress(), thrown.toString());
		}
		else {
			fail(thrown);
		}
	}

	/** The other side sends nothing more. On the event loop. */
	void inputEnded() {
		endRefused();
		if (!this.connection.close(DisconnectReason.REMOTE)) {
			this.closer.inputEnded();
		}
	}

	/**
	 * Closes the connection because of what was thrown: it cannot go on.
	 */
	void fail(Throwable thrown) {
		DisconnectException first = this.refused;
		if (first != null && first != thrown && !this.end.hasBegun()) {
			fail(first);
			return;
		}
		this.end.causedBy(thrown);
		DisconnectReason why = Failures.disconnectReason(thrown);
		if (thrown instanceof DisconnectException refusal) {
			tellUndecodable(refusal);
		}
		if (this.connection.close(why)) {
			logger.debug("{}: {} of {} is closed, {}: {}", this.reports.node(), this.connection.id(),
					this.connection.remoteAddress(), why, thrown.toString());
			Failures.limit(thrown).ifPresent(this::exceeded);
		}
		else {
			// It was about to close gently: it cannot go on.
			this.closer.closeNow();
		}
	}

	/**
	 * Notes a frame that cannot be taken for a message. Whatever ends the connection from
	 * now on, that is why. On the event loop.
	 */
	void refused(DisconnectException why) {
		this.refused = why;
	}

	/**
	 * Ends the connection because of that frame, unless it has ended. From any thread.
	 */
	void endRefused() {
		DisconnectException why = this.refused;
		if (why != null && !this.end.hasBegun()) {
			fail(why);
		}
	}

	/**
	 * Judges a message that was taken and cannot be decoded. From any thread.
	 */
	void undecodable(DisconnectException why) {
		if (!this.end.hasBegun()) {
			fail(why);
			return;
		}
		// What came before the end, and is taken after it.
		tellUndecodable(why);
		if (this.end.reason().filter(DisconnectReason.DECODE::equals).isEmpty()) {
			this.reports.decodeFailed();
		}
		logger.debug("{}: from {} of {}, which is closing: {}", this.reports.node(), this.connection.id(),
				this.connection.remoteAddress(), why.toString());
	}

	private void tellUndecodable(DisconnectException why) {
		if (why.reason() == DisconnectReason.DECODE) {
			this.closer.lastWords(why.words());
			this.reports.undecodable(this.connection.words(), why);
		}
	}

	/**
	 * The other end has said that it closes the connection, and why.
	 */
	void closedByOther(RemoteReason said) {
		this.end.saidByOther(said);
		this.end.causedBy(new DisconnectException(DisconnectReason.REMOTE,
				"the other side closed the connection before there was a peer, it said " + said, null));
		endRefused();
		this.connection.close(DisconnectReason.REMOTE);
	}

	/**
	 * Counts a limit that the other end has exceeded. Where it says nothing at all, more
	 * time to say it would not help.
	 */
	void exceeded(Refusal limit) {
		boolean silent = limit == Refusal.HANDSHAKE_TIMEOUT && !this.connection.traffic().hasReceived();
		this.reports.exceeded(limit, this.connection, !silent);
	}

}
