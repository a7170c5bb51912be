package io.noise.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.noise.Registration;

/**
 * Refuses to listen and to dial until all of the application's hooks are registered.
 */
final class NodeHoldBacks {

	private final List<HoldBack> held = new CopyOnWriteArrayList<>();

	/**
	 * Holds the node back until the registration is closed.
	 * @param until the time from which it may be used, in words
	 */
	Registration add(String until) {
		HoldBack holdBack = new HoldBack(until);
		this.held.add(holdBack);
		return () -> this.held.remove(holdBack);
	}

	/**
	 * Refuses a call that would lead to peers.
	 * @param what the call, for the message
	 * @throws IllegalStateException while the node is held back
	 */
	void check(String what) {
		refusal(what).ifPresent((refusal) -> {
			throw refusal;
		});
	}

	/**
	 * Returns the refusal of a call that would lead to peers; empty if it is allowed.
	 */
	Optional<IllegalStateException> refusal(String what) {
		return this.held.stream()
			.findFirst()
			.map((holdBack) -> new IllegalStateException(what + ": too early (expected: " + holdBack.until() + ")"));
	}

	/** Compared by identity. */
	private static final class HoldBack {

		private final String until;

		HoldBack(String until) {
			this.until = until;
		}

		String until() {
			return this.until;
		}

	}

}
