package io.noise.engine;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.noise.NoiseException;
import io.noise.Registration;
import io.noise.RequestHandler;
import io.noise.concurrent.HookName;
import io.noise.message.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The request handlers of a node or of one peer, at most one for each type. Safe for use
 * by any thread.
 */
final class RequestHandlers {

	/** Created with the first handler: most peers have none. */
	private volatile @Nullable Map<Integer, RequestHandler<Object>> byOpcode;

	/**
	 * Adds a handler.
	 * @throws NoiseException if there is one for the type
	 */
	@SuppressWarnings("unchecked")
	Registration add(MessageType<?> type, RequestHandler<?> handler) {
		// The registry gives each opcode requests of the one type it was registered for.
		RequestHandler<Object> added = (RequestHandler<Object>) Objects.requireNonNull(handler, "handler: null");
		Map<Integer, RequestHandler<Object>> all = all();
		RequestHandler<Object> present = all.putIfAbsent(type.opcode(), added);
		if (present != null) {
			throw new NoiseException("request handler of " + type.type().getName() + ": " + HookName.of(added)
					+ ", but there is " + HookName.of(present) + " (expected: one)", null);
		}
		return () -> all.remove(type.opcode(), added);
	}

	private Map<Integer, RequestHandler<Object>> all() {
		Map<Integer, RequestHandler<Object>> present = this.byOpcode;
		if (present == null) {
			synchronized (this) {
				present = this.byOpcode;
				if (present == null) {
					present = new ConcurrentHashMap<>();
					this.byOpcode = present;
				}
			}
		}
		return present;
	}

	/**
	 * Returns the handler of a type, null if there is none.
	 */
	@Nullable RequestHandler<Object> of(int opcode) {
		Map<Integer, RequestHandler<Object>> present = this.byOpcode;
		return (present != null) ? present.get(opcode) : null;
	}

	boolean isEmpty() {
		Map<Integer, RequestHandler<Object>> present = this.byOpcode;
		return present == null || present.isEmpty();
	}

}
