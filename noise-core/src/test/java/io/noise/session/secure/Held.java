package io.noise.session.secure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import io.noise.Node;
import io.noise.Registration;

/**
 * Holds the handlers of a node's next peers up, by a hook that blocks until this is
 * closed.
 */
final class Held implements AutoCloseable {

	private final CountDownLatch release = new CountDownLatch(1);

	private final Semaphore held = new Semaphore(0);

	private final Registration registration;

	Held(Node node) {
		this.registration = node.onPeerInit((n, peer) -> {
			this.held.release();
			this.release.await();
		});
	}

	/** Waits for the next peer. */
	void await() throws InterruptedException {
		this.held.acquire();
	}

	@Override
	public void close() {
		this.registration.close();
		this.release.countDown();
	}

}
