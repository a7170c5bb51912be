package io.noise.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.noise.Limits;
import io.noise.Refusal;
import io.noise.limit.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the rate of inbound connections: of each address, and of all together. Only the
 * addresses that came last are remembered. From any thread.
 */
final class AcceptRates {

	private static final int MAX_ADDRESSES = 10_000;

	private final Limits limits;

	private final LongSupplier clock;

	private final Object lock = new Object();

	/** The least recent first. Guarded by the lock. */
	private final Map<Object, TokenBucket> addresses = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Object, TokenBucket> eldest) {
			return size() > MAX_ADDRESSES;
		}

	};

	/** Guarded by the lock. */
	private final TokenBucket all;

	AcceptRates(Limits limits, LongSupplier clock) {
		this.limits = limits;
		this.clock = clock;
		this.all = new TokenBucket(limits.handshakeRate(), limits.handshakeRate(), clock.getAsLong());
	}

	/**
	 * Counts a connection.
	 * @param address its address as it is counted; null if no rate applies to that
	 * @return the limit that it exceeds; null if none
	 */
	@Nullable Refusal refuse(@Nullable Object address) {
		synchronized (this.lock) {
			long now = this.clock.getAsLong();
			if (address != null && !bucket(address, now).take(now)) {
				return Refusal.ACCEPT_RATE;
			}
			return (this.limits.handshakeRate() > 0 && !this.all.take(now)) ? Refusal.HANDSHAKE_RATE : null;
		}
	}

	private TokenBucket bucket(Object address, long now) {
		return this.addresses.computeIfAbsent(address,
				(first) -> new TokenBucket(this.limits.acceptRate(), this.limits.acceptBurst(), now));
	}

	/**
	 * Returns the number of addresses that are remembered.
	 */
	int size() {
		synchronized (this.lock) {
			return this.addresses.size();
		}
	}

}
