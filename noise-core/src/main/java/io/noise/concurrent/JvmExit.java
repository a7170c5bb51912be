package io.noise.concurrent;

/**
 * Detects threads that have called {@code System.exit}. They never return, and the end of
 * the process may wait for code that waits for them.
 */
final class JvmExit {

	private static final String SHUTDOWN = "java.lang.Shutdown";

	private JvmExit() {
	}

	/**
	 * Whether a thread waits for the end of the process.
	 */
	static boolean isAwaitedBy(Thread thread) {
		for (StackTraceElement frame : thread.getStackTrace()) {
			if (frame.getClassName().equals(SHUTDOWN)) {
				return true;
			}
		}
		return false;
	}

}
