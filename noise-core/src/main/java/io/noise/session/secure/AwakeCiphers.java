package io.noise.session.secure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * The ciphers of one event loop that have been used lately. Those that were used in
 * neither of the last two seconds are let rest: two ciphers are 1.6 KB of what an idle
 * peer would take. The looks of {@link KeepAlive} at any connection of the loop drive
 * this, so that it needs no timer.
 */
final class AwakeCiphers {

	private static final FastThreadLocal<AwakeCiphers> ofLoop = new FastThreadLocal<>() {

		@Override
		protected AwakeCiphers initialValue() {
			return new AwakeCiphers();
		}

	};

	private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final List<RecordCipher> awake = new ArrayList<>();

	private long lookedNanos;

	/** Those of the calling event loop. */
	static AwakeCiphers here() {
		return ofLoop.get();
	}

	/**
	 * Adds one that was just used.
	 * @return its place
	 */
	int add(RecordCipher woken) {
		this.awake.add(woken);
		return this.awake.size() - 1;
	}

	/** Lets those rest that were not used since the last look, a second ago at least. */
	void letRest(long now) {
		if (now - this.lookedNanos < PAUSE_NANOS) {
			return;
		}
		this.lookedNanos = now;
		for (int i = this.awake.size() - 1; i >= 0; i--) {
			RecordCipher one = this.awake.get(i);
			if (!one.wasUsed()) {
				remove(one);
			}
		}
	}

	/** Lets one rest; the last one takes its place. */
	void remove(RecordCipher one) {
		RecordCipher last = this.awake.remove(this.awake.size() - 1);
		if (last != one) {
			this.awake.set(one.place(), last);
			last.place(one.place());
		}
		one.rest();
	}

	/** Counts them, for tests. */
	int size() {
		return this.awake.size();
	}

}
