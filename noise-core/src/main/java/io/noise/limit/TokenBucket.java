package io.noise.limit;

/**
 * A token bucket, which permits a sustained rate of events and a burst. Not safe for use
 * by several threads.
 */
public final class TokenBucket {

	private static final double NANOS_A_SECOND = 1e9;

	private final double perSecond;

	private final double burst;

	private double tokens;

	private long filledNanos;

	public TokenBucket(double perSecond, double burst, long nowNanos) {
		this.perSecond = perSecond;
		this.burst = burst;
		this.tokens = burst;
		this.filledNanos = nowNanos;
	}

	/**
	 * Takes a token.
	 * @return false if there is none
	 */
	public boolean take(long nowNanos) {
		if (!has(nowNanos)) {
			return false;
		}
		this.tokens--;
		return true;
	}

	/**
	 * Whether a token is available.
	 */
	boolean has(long nowNanos) {
		double gained = Math.max(0, nowNanos - this.filledNanos) / NANOS_A_SECOND * this.perSecond;
		this.tokens = Math.min(this.burst, this.tokens + gained);
		this.filledNanos = nowNanos;
		return this.tokens >= 1;
	}

}
