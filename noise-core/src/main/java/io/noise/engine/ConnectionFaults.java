package io.noise.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.Refusal;
import io.noise.RemoteReason;
import io.noise.engine.ConnectionLife.Stage;
import io.noise.message.DisconnectException;
import io.noise.session.channel.ChannelSession;
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

	private final ConnectionLife life;

	private final ConnectionCloser closer;

	private final NodeReports reports;

	/** A frame for which the connection ends, though it may take a moment. */
	private volatile @Nullable DisconnectException refused;

	ConnectionFaults(Connection connection, ConnectionLife life, ConnectionCloser closer, NodeReports reports) {
		this.connection = connection;
		this.life = life;
		this.closer = closer;
		this.reports = reports;
	}

	/**
	 * Closes the connection because of what came, or did not come. One that is closing
	 * goes on with that: what still comes does not matter.
	 */
	void caught(Throwable thrown) {
		if (this.life.isClosing() && !(thrown instanceof IOException)) {
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
		if (first != null && first != thrown && !this.life.isClosing()) {
			fail(first);
			return;
		}
		this.life.causedBy(thrown);
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
		if (why != null && !this.life.isClosing()) {
			fail(why);
		}
	}

	/**
	 * Judges a message that was taken and cannot be decoded. From any thread.
	 */
	void undecodable(DisconnectException why) {
		if (!this.life.isClosing()) {
			fail(why);
			return;
		}
		// What came before the end, and is taken after it.
		tellUndecodable(why);
		if (this.life.reason().filter(DisconnectReason.DECODE::equals).isEmpty()) {
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
		this.life.saidByOther(said);
		this.life.causedBy(new DisconnectException(DisconnectReason.REMOTE,
				"the other side closed the connection before there was a peer, it said " + said, null));
		endRefused();
		this.connection.close(DisconnectReason.REMOTE);
	}

	/**
	 * Judges a connection whose time is over before there is a peer: counts that, and
	 * says what is missing. Silence of a dialled node on a session without a handshake
	 * may mean another kind of session there, or a slow block at this end.
	 * @param reached the stage that lasts too long
	 * @param limit the time
	 */
	DisconnectException late(Stage reached, Duration limit) {
		exceeded(Refusal.HANDSHAKE_TIMEOUT);
		ChannelSession session = this.connection.session();
		DisconnectException why = new DisconnectException(DisconnectReason.IDLE,
				"handshake: " + ((reached == Stage.SETUP) ? "setup not done" : "no session " + session.name())
						+ " within " + limit + ", the handshake timeout",
				null);
		boolean suspicious = this.connection.direction() == Direction.OUTBOUND && this.life.link() != null
				&& !session.shakesHands() && !this.connection.traffic().hasReceived();
		return suspicious ? why.suspecting(
				"not a byte came within the handshake timeout " + ConnectionMismatch.mayBeOthers(session.name())) : why;
	}

	/**
	 * Counts a limit that the other end has exceeded. Where it says nothing at all, more
	 * time to say it would not help.
	 */
	void exceeded(Refusal limit) {
		boolean silent = limit == Refusal.HANDSHAKE_TIMEOUT && !this.connection.traffic().hasReceived();
		this.reports.exceeded(limit, this.connection, !silent);
	}

	// --- at the end, on the event loop

	/**
	 * Reports an accepted connection whose other end speaks another kind of session.
	 */
	void judgeKind() {
		if (this.connection.direction() == Direction.INBOUND) {
			mismatch().ifPresent((seen) -> this.reports.otherKind(this.connection, seen));
		}
	}

	/**
	 * Takes that for the cause of the end where nothing better is known.
	 */
	void judgeEnd() {
		if (this.life.cause() == null) {
			mismatch().map(ConnectionMismatch::failure).ifPresent(this.life::causedBy);
		}
	}

	/**
	 * Counts the end if it is due to a message that cannot be decoded.
	 */
	void countEnd() {
		if (this.life.reason().filter(DisconnectReason.DECODE::equals).isPresent()) {
			this.reports.decodeFailed();
		}
	}

	/**
	 * Evidence, once the connection has ended, that the other end speaks another kind of
	 * session. From any thread.
	 */
	Optional<ConnectionMismatch> mismatch() {
		return ConnectionMismatch.of(this.life.cause())
			.or(() -> ConnectionMismatch.ofEnd(this.connection.session().name(), this.connection.direction(),
					this.life.reason().orElse(null), this.life.cause(), this.connection.traffic(),
					this.life.link() != null));
	}

	/**
	 * Whether the other end has shown that it speaks the same kind of session: by the
	 * handshake, or by a message where there is none. From any thread.
	 */
	boolean isUnderstood() {
		return this.life.link() != null
				&& (this.connection.session().shakesHands() || this.connection.traffic().hasReceivedMessages());
	}

}
