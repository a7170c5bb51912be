package io.noise.spring.hook;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of a hook or message method, in the order of its parameters.
 */
final class ArgumentList {

	private final List<Argument> arguments;

	private ArgumentList(List<Argument> arguments) {
		this.arguments = arguments;
	}

	static ArgumentList of(List<HookParameter> parameters, Function<HookParameter, Argument> resolution) {
		return new ArgumentList(parameters.stream().map(resolution).toList());
	}

	/**
	 * The values for one call.
	 */
	@Nullable Object[] values(HookCall call) {
		@Nullable Object[] values = new @Nullable Object[this.arguments.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments.get(i).of(call);
		}
		return values;
	}

}
