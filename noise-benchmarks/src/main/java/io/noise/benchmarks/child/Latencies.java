package io.noise.benchmarks.child;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of times, exact to 1 part in 64. Safe for use by several threads.
 */
public final class Latencies {

	private static final int BITS_PER_STEP = 6;

	private static final int STEPS_PER_POWER = 1 << BITS_PER_STEP;

	private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE * STEPS_PER_POWER);

	/**
	 * Adds a time.
	 * @param nanos not negative
	 */
	public void add(long nanos) {
		this.counts.getAndIncrement(index(nanos));
	}

	/**
	 * Returns the time that a share of all times does not exceed.
	 * @param share 0 to 1
	 * @return nanoseconds; 0 if there are no times
	 */
	public long quantile(double share) {
		long total = 0;
		for (int i = 0; i < this.counts.length(); i++) {
			total += this.counts.get(i);
		}
		long rank = (long) Math.ceil(share * total);
		long seen = 0;
		for (int i = 0; i < this.counts.length(); i++) {
			seen += this.counts.get(i);
			if (seen >= rank && seen > 0) {
				return highest(i);
			}
		}
		return 0;
	}

	private static int index(long nanos) {
		if (nanos < STEPS_PER_POWER) {
			return (int) nanos;
		}
		int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
		int step = (int) (nanos >>> (power - BITS_PER_STEP)) - STEPS_PER_POWER;
		return (power - BITS_PER_STEP + 1) * STEPS_PER_POWER + step;
	}

	private static long highest(int index) {
		if (index < STEPS_PER_POWER) {
			return index;
		}
		int shift = index / STEPS_PER_POWER - 1;
		return ((long) (index % STEPS_PER_POWER + STEPS_PER_POWER + 1) << shift) - 1;
	}

}
