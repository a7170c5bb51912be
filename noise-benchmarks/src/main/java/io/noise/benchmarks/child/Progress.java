package io.noise.benchmarks.child;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of a workload while it runs, and the word of the parent to stop.
 */
public final class Progress {

	private final LongAdder completed = new LongAdder();

	private final LongAdder sent = new LongAdder();

	private final CountDownLatch released = new CountDownLatch(1);

	private final CountDownLatch stopped = new CountDownLatch(1);

	private volatile Latencies latencies = new Latencies();

	/**
	 * Counts a completed operation.
	 */
	public void completed() {
		this.completed.increment();
	}

	/**
	 * Counts a completed operation, and the time that it took.
	 * @param nanos the time
	 */
	public void completed(long nanos) {
		this.latencies.add(nanos);
		this.completed.increment();
	}

	/**
	 * Counts messages that the server is to receive.
	 * @param messages the number
	 */
	public void sent(long messages) {
		this.sent.add(messages);
	}

	/**
	 * Whether the workload is to stop.
	 * @return true after the parent said so
	 */
	public boolean isStopped() {
		return this.stopped.getCount() == 0;
	}

	/**
	 * Waits until the workload is to stop.
	 * @throws InterruptedException if interrupted
	 */
	public void awaitStop() throws InterruptedException {
		this.stopped.await();
	}

	/**
	 * Waits until the parent has looked at the state before the second part of the
	 * workload.
	 * @throws InterruptedException if interrupted
	 */
	public void awaitRelease() throws InterruptedException {
		while (!isStopped() && !this.released.await(100, TimeUnit.MILLISECONDS)) {
			Thread.onSpinWait();
		}
	}

	/**
	 * Lets {@link #awaitRelease} return.
	 */
	public void release() {
		this.released.countDown();
	}

	/**
	 * Makes the workload stop.
	 */
	public void stop() {
		this.stopped.countDown();
	}

	/**
	 * Returns the completed operations.
	 * @return their number
	 */
	public long completedCount() {
		return this.completed.sum();
	}

	/**
	 * Returns the messages that the server is to receive.
	 * @return their number
	 */
	public long sentCount() {
		return this.sent.sum();
	}

	/**
	 * Returns the times of operations.
	 * @return those since {@link #forgetLatencies()}
	 */
	public Latencies latencies() {
		return this.latencies;
	}

	/**
	 * Starts the times of operations anew.
	 */
	public void forgetLatencies() {
		this.latencies = new Latencies();
	}

}
