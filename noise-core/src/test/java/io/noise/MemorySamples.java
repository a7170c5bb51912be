package io.noise;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import io.netty.util.internal.PlatformDependent;

/**
 * How much memory is in use once garbage is collected, from time to time.
 */
final class MemorySamples {

	/** In bytes. */
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
		// Netty counts what it takes past the JDK; where it takes nothing so, both are
		// one.
		this.samples.add(new Sample(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
				Math.max(pooled, PlatformDependent.usedDirectMemory())));
	}

	Sample first() {
		return this.samples.get(0);
	}

	/** Without the first. */
	List<Sample> later() {
		return this.samples.subList(1, this.samples.size());
	}

	@Override
	public String toString() {
		return "MiB of heap+direct memory: " + this.samples;
	}

}
