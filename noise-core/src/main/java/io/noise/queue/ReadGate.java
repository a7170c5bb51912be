package io.noise.queue;

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
		BACKLOG(1),

		/** A frame arrived after which interceptors are being changed. */
		LOCK(2),

		/** The setup of the peer has not yet requested another message. */
		SETUP(4);

		private final int bit;

		Reason(int bit) {
			this.bit = bit;
		}

	}

	/** A bit for each reason. */
	private int reasons;

	private @Nullable ReadFlow flow;

	public void attach(ReadFlow flow) {
		this.flow = flow;
	}

	public void close(Reason reason) {
		if (this.flow != null && !isClosed(reason)) {
			this.reasons |= reason.bit;
			this.flow.pause();
		}
	}

	public void open(Reason reason) {
		if (this.flow != null && isClosed(reason)) {
			this.reasons &= ~reason.bit;
			if (this.reasons == 0) {
				this.flow.resume();
			}
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
		return (this.reasons & reason.bit) != 0;
	}

}
