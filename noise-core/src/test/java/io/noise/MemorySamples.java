package io.noise;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import io.netty.util.internal.PlatformDependent;

/**
 * Samples of the memory in use after garbage collection.
 */
final class MemorySamples {

	/** A sample, in bytes. */
	record Sample(long heap, long direct) {

		@Override
		public String toString() {
			return "%.1f+%.1f".formatted(this.heap / (double) (1 << 20), this.direct / (double) (1 << 20));
		}

	}

	private final List<Sample> samples = new ArrayList<>();

	void take() {
		System.gc();
		long pooled = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		// Netty counts the memory that it allocates without the JDK; if there is none,
		// both are
		// the same.
		this.samples.add(new Sample(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
				Math.max(pooled, PlatformDependent.usedDirectMemory())));
	}

	Sample first() {
		return this.samples.get(0);
	}

	/** Returns all samples except the first. */
	List<Sample> later() {
		return this.samples.subList(1, this.samples.size());
	}

	@Override
	public String toString() {
		return "MiB of heap+direct memory: " + this.samples;
	}

}
