package io.noise.engine;

import java.util.Objects;
import java.util.function.Supplier;

import io.noise.NodeTracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks in scopes of a user's tracer. What that throws does no harm.
 */
final class TraceScope {

	private static final Logger logger = LoggerFactory.getLogger(TraceScope.class);

	private static final NodeTracer.Scope NONE = () -> {
	};

	private TraceScope() {
	}

	/**
	 * Runs a task in a scope.
	 * @param opener opens the scope on the calling thread
	 */
	static void within(Supplier<NodeTracer.Scope> opener, Runnable task) {
		NodeTracer.Scope scope = open(opener);
		try {
			task.run();
		}
		finally {
			close(scope);
		}
	}

	private static NodeTracer.Scope open(Supplier<NodeTracer.Scope> opener) {
		try {
			return Objects.requireNonNull(opener.get(), "the tracer returned no scope");
		}
		catch (RuntimeException ex) {
			ignore(ex);
			return NONE;
		}
	}

	private static void close(NodeTracer.Scope scope) {
		try {
			scope.close();
		}
		catch (RuntimeException ex) {
			ignore(ex);
		}
	}

	/**
	 * Logs what a tracer has thrown.
	 */
	static void ignore(Throwable failure) {
		logger.debug("The tracer of the node failed", failure);
	}

}
