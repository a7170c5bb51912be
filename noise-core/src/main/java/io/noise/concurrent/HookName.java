package io.noise.concurrent;

/**
 * The names of hooks in logs. The name of a hook is its {@code toString()}, which may
 * fail.
 */
public final class HookName {

	private HookName() {
	}

	/**
	 * Returns the name of a hook, or that of its class if {@code toString()} fails.
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
