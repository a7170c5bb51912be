package io.noise.benchmarks.row;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.noise.benchmarks.child.Progress;
import io.noise.benchmarks.peer.Client;
import io.noise.benchmarks.peer.Link;

/**
 * A new link and the first round trip on it.
 */
final class RoundTrip {

	private static final byte[] body = new byte[64];

	private RoundTrip() {
	}

	static Link onNewLink(Client client, int port, Progress progress) throws Exception {
		Semaphore replies = new Semaphore(0);
		Link link = client.connect(port, replies::release);
		link.send(body);
		progress.sent(1);
		if (!replies.tryAcquire(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("no reply on a new link within 30 s");
		}
		return link;
	}

}
