package io.noise.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.Peer;

/**
 * Promises where hooks have all the threads, or one closes its own node.
 */
final class Held {

	private static final int THREADS = 2;

	private static final Duration SHORT = Duration.ofMillis(100);

	/** A message. */
	record Word(String text) {
	}

	private final List<String> broken = Collections.synchronizedList(new ArrayList<>());

	private static Node listening(Node.Builder builder) {
		Node node = builder.build();
		node.messages().register(10, Word.class);
		node.listen();
		return node;
	}

	/**
	 * Hooks that have all threads of the executor wait for futures of every kind: none of
	 * these needs such a thread.
	 */
	List<String> futuresNeedNoThread() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(THREADS);
		CyclicBarrier all = new CyclicBarrier(THREADS);
		CountDownLatch done = new CountDownLatch(THREADS);
		try (Node there = listening(Node.builder()); Node here = listening(Node.builder().executor(pool))) {
			here.onPeerConnected((node, peer) -> {
				all.await();
				try {
					waitForEverything(node, peer, there.port());
				}
				catch (RuntimeException ex) {
					this.broken.add("a hook that waits for futures: " + ex);
				}
				done.countDown();
			});
			for (int i = 0; i < THREADS; i++) {
				there.dial(here.externalAddress());
			}
			if (!done.await(Schedule.SOON.toSeconds(), TimeUnit.SECONDS)) {
				this.broken.add("a future waits for a thread of the executor, all of which hooks have");
			}
		}
		finally {
			pool.shutdownNow();
		}
		return this.broken;
	}

	/** Each of them while the other hook has the other thread. */
	private static void waitForEverything(Node node, Peer peer, int port) {
		Peer dialed = node.dialAsync("localhost:" + port).join();
		peer.ping().join();
		peer.sendAsync(new Word("one")).join();
		CompletableFuture.allOf(peer.ping(), peer.sendAsync(new Word("two"))).join();
		CompletableFuture.anyOf(peer.ping(), new CompletableFuture<>()).join();
		node.broadcast(new Word("three")).join();
		dialed.disconnectAsync().join();
	}

	/**
	 * A handler that closes its node gets its time, and is not interrupted for that,
	 * though somebody else closes the node as well and waits for it.
	 */
	List<String> closingHandlerIsNotInterrupted() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		CountDownLatch returned = new CountDownLatch(1);
		CountDownLatch over = new CountDownLatch(1);
		Node here = listening(Node.builder().drainTimeout(SHORT));
		try (Node there = listening(Node.builder())) {
			here.onMessage(Word.class, (peer, word) -> {
				try {
					here.close();
					closed.countDown();
					returned.await();
				}
				catch (InterruptedException ex) {
					this.broken.add("a handler that closes its node is interrupted");
				}
				over.countDown();
			});
			there.dial(here.externalAddress()).send(new Word("close"));
			if (!closed.await(Schedule.SOON.toSeconds(), TimeUnit.SECONDS)) {
				this.broken.add("a handler that closes its node waits for itself");
			}
			here.close();
			returned.countDown();
			over.await();
		}
		return this.broken;
	}

}
