package io.noise.spring.hook;

import org.jspecify.annotations.Nullable;

/**
 * The value that one parameter of a hook or message method gets.
 */
@FunctionalInterface
interface Argument {

	@Nullable Object of(HookCall call);

}
