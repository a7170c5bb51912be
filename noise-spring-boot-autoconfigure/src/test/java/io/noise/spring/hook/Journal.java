package io.noise.spring.hook;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Entries that hooks write, for tests to read.
 */
public class Journal {

	private final BlockingQueue<String> entries = new LinkedBlockingQueue<>();

	public void add(String entry) {
		this.entries.add(entry);
	}

	public List<String> entries() {
		return List.copyOf(this.entries);
	}

	/**
	 * Waits for the next entry and removes it.
	 */
	public String next() throws InterruptedException {
		String entry = this.entries.poll(10, TimeUnit.SECONDS);
		if (entry == null) {
			throw new AssertionError("no entry within 10 seconds");
		}
		return entry;
	}

}
