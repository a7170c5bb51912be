package io.noise.queue;

import java.util.EnumSet;
import java.util.Set;

import io.noise.wire.ReadFlow;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection does not read at the moment. It reads when there is no reason left.
 * The event loop's alone.
 */
public final class ReadGate {

	/** A reason not to read. */
	public enum Reason {

		/** More has come than was taken. */
		BACKLOG,

		/** A frame came behind which interceptors are being changed. */
		LOCK,

		/** The setup of the peer has not asked for another message yet. */
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
	 * Reads on whatever there may be against it: nobody looks at what comes any more, but
	 * its end must be seen.
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
