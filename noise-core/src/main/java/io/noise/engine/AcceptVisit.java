package io.noise.engine;

import org.jspecify.annotations.Nullable;

/**
 * One connection that was let in, as it counts for the address it comes from.
 */
final class AcceptVisit {

	private final AcceptOrigin origin;

	private volatile @Nullable Connection connection;

	AcceptVisit(AcceptOrigin origin) {
		this.origin = origin;
	}

	AcceptOrigin origin() {
		return this.origin;
	}

	/**
	 * There is a connection; without one, the visit ends with the channel.
	 */
	void leadsTo(Connection made) {
		this.connection = made;
	}

	/**
	 * Runs an action when nothing of the visit is left here, its channel being closed.
	 */
	void onEnd(Runnable action) {
		Connection made = this.connection;
		if (made == null) {
			action.run();
		}
		else {
			made.end().ended().thenRun(action);
		}
	}

}
