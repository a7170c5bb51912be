package io.noise;

import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * A thread that drives connections. Nothing may block on it.
 */
final class EventLoopThread extends FastThreadLocalThread {

	EventLoopThread(Runnable target, String name) {
		super(target, name);
	}

}
