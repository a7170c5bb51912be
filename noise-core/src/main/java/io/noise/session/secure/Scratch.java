package io.noise.session.secure;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Two arrays for one record, sealed and opened, lent for the time of a call: ciphers are
 * fastest on two arrays of their own. Each event loop keeps one pair. A call within a
 * call, as when two ends of a connection share a loop, finds it lent and gets another.
 */
final class Scratch {

	private static final FastThreadLocal<@Nullable Scratch> kept = new FastThreadLocal<>();

	private final byte[] sealed = new byte[CipherState.MAX_MESSAGE_BYTES];

	private final byte[] opened = new byte[CipherState.MAX_MESSAGE_BYTES];

	static Scratch take() {
		Scratch there = kept.get();
		kept.set(null);
		return (there != null) ? there : new Scratch();
	}

	void giveBack() {
		kept.set(this);
	}

	byte[] sealed() {
		return this.sealed;
	}

	byte[] opened() {
		return this.opened;
	}

}
