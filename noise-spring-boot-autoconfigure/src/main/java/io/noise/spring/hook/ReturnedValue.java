package io.noise.spring.hook;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Converts what message methods return to what a {@link io.noise.RequestHandler} may
 * return.
 */
final class ReturnedValue {

	private ReturnedValue() {
	}

	/**
	 * Converts a value. Subscribes to reactive types, whose work begins by that.
	 * @return the message, a stage of it, or null for the empty reply
	 * @throws IllegalStateException if the value may have many results
	 */
	static @Nullable Object convert(@Nullable Object returned) {
		if (returned instanceof Optional<?> optional) {
			return convert(optional.orElse(null));
		}
		if (returned == null || returned instanceof CompletionStage) {
			return returned;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, returned);
		if (adapter == null) {
			return returned;
		}
		if (adapter.isMultiValue()) {
			throw new IllegalStateException(
					"reply: " + returned.getClass().getName() + " (expected: a type of at most one value)");
		}
		return FirstValue.of(adapter.toPublisher(returned));
	}

}
