package io.noise.benchmarks.row;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the same work on several threads at once.
 */
final class Threads {

	private Threads() {
	}

	/**
	 * Returns when all are done.
	 * @param count the number of threads
	 * @param work what each of them does
	 * @throws Exception if one of them fails
	 */
	static void run(int count, Callable<Void> work) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(count);
		try {
			for (Future<Void> end : threads.invokeAll(Collections.nCopies(count, work))) {
				end.get();
			}
		}
		finally {
			threads.shutdown();
		}
	}

}
