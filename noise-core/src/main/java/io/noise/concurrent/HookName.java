package io.noise.concurrent;

/**
 * Names of hooks, for the log. A hook is an object whose {@code toString()} is its name,
 * and that may fail.
 */
public final class HookName {

	private HookName() {
	}

	/**
	 * The name of a hook, or of its class where it fails to give one.
	 */
	public static String of(Object hook) {
		try {
			return "" + hook;
		}
		catch (Throwable ex) {
			return hook.getClass().getName();
		}
	}

}
