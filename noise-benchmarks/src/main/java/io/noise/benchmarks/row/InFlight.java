package io.noise.benchmarks.row;

/**
 * Bounds the sends whose outcome is not known yet. When there are too many, the sender
 * waits until the older half is done, so that it does not wake up for each.
 *
 * @param <T> a send
 */
final class InFlight<T> {

	private final Object[] sends;

	private final Wait<T> wait;

	private int oldest;

	private int size;

	InFlight(int bound, Wait<T> wait) {
		this.sends = new Object[bound];
		this.wait = wait;
	}

	void add(T send) throws Exception {
		if (this.size == this.sends.length) {
			int half = this.size / 2;
			await(half);
			remove(half + 1);
		}
		this.sends[(this.oldest + this.size++) % this.sends.length] = send;
	}

	void awaitAll() throws Exception {
		remove(this.size);
	}

	private void remove(int count) throws Exception {
		for (int i = 0; i < count; i++) {
			await(i);
		}
		this.oldest = (this.oldest + count) % this.sends.length;
		this.size -= count;
	}

	@SuppressWarnings("unchecked")
	private void await(int index) throws Exception {
		this.wait.await((T) this.sends[(this.oldest + index) % this.sends.length]);
	}

	/**
	 * Waits for the outcome of a send.
	 *
	 * @param <T> a send
	 */
	interface Wait<T> {

		void await(T send) throws Exception;

	}

}
