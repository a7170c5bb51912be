package io.noise;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As many messages as one thread can send to one peer, with the outcome of each.
 */
final class Flood {

	private static final int LONGEST_FILLING = 2_000;

	private static final long LONGEST_PAUSE_MILLIS = 64;

	/** One of many messages. */
	record Drop(String flood, int number, String filling) {
	}

	private final String name;

	private final Peer peer;

	private final NavigableSet<Integer> succeeded = new ConcurrentSkipListSet<>();

	private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();

	private final Map<Class<?>, Integer> failures = new ConcurrentHashMap<>();

	private final AtomicInteger ended = new AtomicInteger();

	/** Used by the sending thread only, until that has ended. */
	private int begun;

	Flood(String name, Peer peer) {
		this.name = name;
		this.peer = peer;
	}

	/** Sends one message after the other, each when the outcome of the last is known. */
	void send(CountDownLatch over) {
		while (over.getCount() > 0) {
			sendNext();
		}
	}

	/**
	 * Sends a message.
	 * @return whether it succeeded
	 */
	boolean sendNext() {
		int number = this.begun++;
		try {
			this.peer.send(drop(number));
			ended(number, null);
			return true;
		}
		catch (NoiseException ex) {
			ended(number, ex);
			return false;
		}
	}

	/** Sends without waiting; pauses only after a send that fails at once. */
	void sendAsync(CountDownLatch over) throws InterruptedException {
		long pauseMillis = 0;
		while (!over.await(pauseMillis, TimeUnit.MILLISECONDS)) {
			int number = this.begun++;
			CompletableFuture<Void> sent = this.peer.sendAsync(drop(number));
			pauseMillis = sent.isCompletedExceptionally() ? Math.min(2 * pauseMillis + 1, LONGEST_PAUSE_MILLIS) : 0;
			sent.whenComplete((nothing, failure) -> ended(number, failure));
		}
	}

	private Drop drop(int number) {
		return new Drop(this.name, number, "x".repeat(number % LONGEST_FILLING));
	}

	private void ended(int number, Throwable failure) {
		if (failure == null) {
			this.succeeded.add(number);
		}
		else {
			if (failure instanceof UnknownOutcomeException) {
				this.unknown.add(number);
			}
			this.failures.merge(failure.getClass(), 1, Integer::sum);
		}
		this.ended.incrementAndGet();
	}

	String name() {
		return this.name;
	}

	/** Whether the outcome of every message is known. */
	boolean hasEnded() {
		return this.ended.get() == this.begun;
	}

	/** Returns the numbers of the messages that were sent, in order. */
	NavigableSet<Integer> succeeded() {
		return this.succeeded;
	}

	/**
	 * Returns the numbers of the messages that may have been sent: on a slow machine, one
	 * may have begun when its time expires.
	 */
	Set<Integer> unknown() {
		return this.unknown;
	}

	/** Returns the number of failures of each class. */
	Map<Class<?>, Integer> failures() {
		return this.failures;
	}

	@Override
	public String toString() {
		return this.name + ": " + this.begun + " sent, " + this.succeeded.size() + " succeeded, failed "
				+ this.failures;
	}

}
