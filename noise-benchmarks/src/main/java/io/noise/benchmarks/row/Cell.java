package io.noise.benchmarks.row;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.noise.benchmarks.child.Pair;
import io.noise.benchmarks.child.PairSample;

/**
 * One row of one peer, measured once, in new JVMs.
 *
 * @param row the workload
 * @param peer the name of the contender
 * @param pace the time to take
 * @param program the main class of both JVMs
 * @param jvmOptions options of both JVMs, after those of the row
 */
public record Cell(Row row, String peer, Pace pace, Class<?> program, List<String> jvmOptions) {

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

	private static final Duration COMPLETE_TIMEOUT = Duration.ofMinutes(5);

	private static final double STABLE = 0.1;

	/**
	 * Starts both JVMs.
	 * @return the server, and the client at work
	 * @throws IOException if they cannot be started
	 * @throws InterruptedException if interrupted
	 */
	Pair start() throws IOException, InterruptedException {
		return new Pair(this.program, options(), List.of(this.peer, this.row.id(), Double.toString(this.pace.scale())));
	}

	/**
	 * Returns all options of a JVM of this cell.
	 * @return options of the command line
	 */
	List<String> options() {
		List<String> options = new ArrayList<>(this.row.jvmOptions());
		options.addAll(this.jvmOptions);
		return options;
	}

	/**
	 * Measures steady work once: starts both JVMs, warms up, lets the time pass, stops.
	 * @return the counters before and after
	 * @throws IOException if the JVMs cannot be started
	 * @throws InterruptedException if interrupted
	 */
	Window steady() throws IOException, InterruptedException {
		try (Pair pair = start()) {
			warmUp(pair);
			Window window = window(pair);
			stop(pair);
			return window;
		}
	}

	/**
	 * Waits until the client has completed a number of operations.
	 * @param pair at work
	 * @param count the number
	 * @throws InterruptedException if interrupted
	 */
	void awaitCompleted(Pair pair, long count) throws InterruptedException {
		long start = System.nanoTime();
		while (pair.sample().client().count() < count) {
			if (elapsed(start).compareTo(COMPLETE_TIMEOUT) > 0) {
				throw new IllegalStateException("operations: fewer than " + count + " within " + COMPLETE_TIMEOUT);
			}
			TimeUnit.MILLISECONDS.sleep(50);
		}
	}

	private static void awaitReceived(Pair pair) throws InterruptedException {
		long start = System.nanoTime();
		while (pair.sample().server().count() == 0) {
			if (elapsed(start).compareTo(COMPLETE_TIMEOUT) > 0) {
				throw new IllegalStateException("messages: none received within " + COMPLETE_TIMEOUT);
			}
			TimeUnit.MILLISECONDS.sleep(50);
		}
	}

	/**
	 * Waits for the first operation, and then until three seconds in a row differ by less
	 * than a tenth in their rate, or the time for warming up is over.
	 * @param pair at work
	 * @throws InterruptedException if interrupted
	 */
	void warmUp(Pair pair) throws InterruptedException {
		awaitCompleted(pair, 1);
		awaitReceived(pair);
		long start = System.nanoTime();
		Duration step = (this.pace.warmUpAtMost().toSeconds() < 3) ? this.pace.warmUpAtMost() : Duration.ofSeconds(1);
		List<Double> rates = new ArrayList<>();
		PairSample earlier = pair.sample();
		while (elapsed(start).compareTo(this.pace.warmUpAtMost()) < 0) {
			TimeUnit.NANOSECONDS.sleep(step.toNanos());
			PairSample now = pair.sample();
			rates.add(this.row.rate(earlier, now));
			earlier = now;
			if (elapsed(start).compareTo(this.pace.warmUpAtLeast()) >= 0 && isStable(rates)) {
				return;
			}
		}
	}

	private static Duration elapsed(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static boolean isStable(List<Double> rates) {
		if (rates.size() < 3) {
			return false;
		}
		List<Double> last = rates.subList(rates.size() - 3, rates.size());
		double least = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
		double most = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
		return least > 0 && most - least < STABLE * most;
	}

	/**
	 * Lets the time of one measurement pass.
	 * @param pair at work
	 * @return the counters before and after
	 * @throws InterruptedException if interrupted
	 */
	Window window(Pair pair) throws InterruptedException {
		pair.client().tell("forget");
		PairSample from = pair.sample();
		TimeUnit.NANOSECONDS.sleep(this.pace.window().toNanos());
		return new Window(from, pair.sample());
	}

	/**
	 * Stops the work and checks that no message was lost or doubled.
	 * @param pair at work
	 * @throws InterruptedException if interrupted
	 */
	void stop(Pair pair) throws InterruptedException {
		pair.stop(STOP_TIMEOUT);
	}

}
