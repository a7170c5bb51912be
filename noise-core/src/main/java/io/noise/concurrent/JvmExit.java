package io.noise.concurrent;

/**
 * Threads that have called {@code System.exit}. They come back never, and the end of the
 * process may wait for what waits for them.
 */
final class JvmExit {

	private static final String SHUTDOWN = "java.lang.Shutdown";

	private JvmExit() {
	}

	/**
	 * Whether a thread waits for the process to end.
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
