package io.noise.benchmarks.child;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of times, exact to 1 part in 64. Safe for use by several threads.
 */
public final class Latencies {

	private static final int bitsPerStep = 6;

	private static final int stepsPerPower = 1 << bitsPerStep;

	private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE * stepsPerPower);

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
		if (nanos < stepsPerPower) {
			return (int) nanos;
		}
		int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
		int step = (int) (nanos >>> (power - bitsPerStep)) - stepsPerPower;
		return (power - bitsPerStep + 1) * stepsPerPower + step;
	}

	private static long highest(int index) {
		if (index < stepsPerPower) {
			return index;
		}
		int shift = index / stepsPerPower - 1;
		return ((long) (index % stepsPerPower + stepsPerPower + 1) << shift) - 1;
	}

}
