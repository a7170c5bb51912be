package io.noise.engine;

import org.jspecify.annotations.Nullable;

/**
 * The place of one accepted connection among those of its address.
 */
final class AcceptPermit {

	private final AcceptOrigin origin;

	private volatile @Nullable Connection holder;

	AcceptPermit(AcceptOrigin origin) {
		this.origin = origin;
	}

	AcceptOrigin origin() {
		return this.origin;
	}

	/**
	 * Names the connection that holds the permit from now on; before that, its channel
	 * does.
	 */
	void heldBy(Connection connection) {
		this.holder = connection;
	}

	/**
	 * Runs an action once the permit is free again. Called when the channel is closed: at
	 * once where no connection holds the permit, else when nothing is left of that
	 * connection.
	 */
	void onRelease(Runnable action) {
		Connection connection = this.holder;
		if (connection == null) {
			action.run();
		}
		else {
			connection.life().whenEnded(action);
		}
	}

}
