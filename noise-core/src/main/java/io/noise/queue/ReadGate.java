package io.noise.queue;

import java.util.EnumSet;
import java.util.Set;

import io.noise.wire.ReadFlow;
import org.jspecify.annotations.Nullable;

/**
 * The reasons for which a connection does not read at the moment. It reads while there is
 * none. Used on the event loop only.
 */
public final class ReadGate {

	/** A reason not to read. */
	public enum Reason {

		/** The receive queue is full. */
		BACKLOG,

		/** A frame arrived after which interceptors are being changed. */
		LOCK,

		/** The setup of the peer has not yet requested another message. */
		SETUP

	}

	private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

	private @Nullable ReadFlow flow;

	public void attach(ReadFlow flow) {
		this.flow = flow;
	}

	public void close(Reason reason) {
		if (this.flow != null && this.reasons.add(reason)) {
			this.flow.pause();
		}
	}

	public void open(Reason reason) {
		if (this.flow != null && this.reasons.remove(reason) && this.reasons.isEmpty()) {
			this.flow.resume();
		}
	}

	/**
	 * Reads regardless of all reasons, now and later. Received data is ignored from now
	 * on, but the end of the connection must be noticed.
	 */
	public void openForGood() {
		ReadFlow open = this.flow;
		this.flow = null;
		if (open != null) {
			open.resume();
		}
	}

	public boolean isClosed(Reason reason) {
		return this.reasons.contains(reason);
	}

}
