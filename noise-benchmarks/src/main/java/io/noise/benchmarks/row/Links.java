package io.noise.benchmarks.row;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Opens many links, eight at a time.
 */
final class Links {

	private Links() {
	}

	static void open(int count, Callable<?> open) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> opened = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				opened.add(threads.submit(open));
			}
			for (Future<?> link : opened) {
				link.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

}
