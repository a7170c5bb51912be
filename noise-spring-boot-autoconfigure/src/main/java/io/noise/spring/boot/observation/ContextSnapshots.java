package io.noise.spring.boot.observation;

import java.util.function.Supplier;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.noise.NodeTracer;

/**
 * Captures what thread-locals hold, by Micrometer's context propagation: the current
 * observation, and what the application has registered. To be used only where that is
 * present.
 */
final class ContextSnapshots {

	private static final ContextSnapshotFactory factory = ContextSnapshotFactory.builder().build();

	private ContextSnapshots() {
	}

	/**
	 * Captures the context of the calling thread.
	 * @return sets it on another thread
	 */
	static Supplier<NodeTracer.Scope> capture() {
		ContextSnapshot snapshot = factory.captureAll();
		return () -> snapshot.setThreadLocals()::close;
	}

}
