package io.noise.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.session.Sessions;
import io.noise.transport.Transport;
import io.noise.transport.Transports;

/**
 * Promises that hold however often it is changed on one side while it is used on the
 * other.
 */
final class Storm {

	private static final int ROUNDS = 2_000;

	private static final int TURNS = 20;

	private static final int MOST_AT_ONCE = 8;

	private static final int CHANGES = 50_000;

	/** All of one hash: in a hash table they are in each other's way. */
	private static final List<String> KEYS = List.of("AaAaAa", "AaAaBB", "AaBBAa", "BBAaAa", "AaBBBB", "BBAaBB");

	private final List<String> broken = new ArrayList<>();

	private final Executor threads;

	Storm(Executor threads) {
		this.threads = threads;
	}

	/** A message. */
	record Ball(int number) {
	}

	/**
	 * Handlers come and go while messages come, and one is there in the end: each message
	 * comes to it, and needs no other behind it for that.
	 */
	List<String> handlersTakeTurns() throws Exception {
		Transport memory = Transports.inMemory();
		try (Node there = node(memory); Node here = node(memory)) {
			here.listen();
			Peer to = there.dial(here.externalAddress());
			Schedule.eventually(() -> !here.peers().isEmpty());
			Turns turns = new Turns(here.peers().get(0));
			CompletableFuture<Void> turning = CompletableFuture.runAsync(turns, this.threads);
			int sent = 0;
			for (int round = 1; round <= ROUNDS && this.broken.isEmpty(); round++) {
				turns.round = round;
				for (int k = 0; k <= round % MOST_AT_ONCE; k++) {
					to.sendAsync(new Ball(++sent));
				}
				int number = sent;
				if (!Schedule.eventually(() -> turns.last == number)) {
					this.broken.add("message " + number + " is stranded while handlers take turns");
				}
			}
			turns.round = -1;
			turning.get(Schedule.SOON.toSeconds(), TimeUnit.SECONDS);
		}
		return this.broken;
	}

	/** Changes the handler a few times in each round. */
	private static final class Turns implements Runnable {

		private final Peer peer;

		/** Negative at the end. */
		private volatile int round;

		/** The last message that was handled. */
		private volatile int last;

		private Registration present;

		Turns(Peer peer) {
			this.peer = peer;
			this.present = add();
		}

		private Registration add() {
			return this.peer.onMessage(Ball.class, (from, ball) -> this.last = ball.number());
		}

		@Override
		public void run() {
			for (int done = 0; this.round >= 0; done++) {
				int next = done;
				Schedule.eventually(() -> this.round != next);
				for (int i = 0; i < TURNS; i++) {
					turn((done + i) % 2 == 0);
				}
			}
		}

		private void turn(boolean withoutGap) {
			Registration before = this.present;
			if (withoutGap) {
				this.present = add();
				before.close();
			}
			else {
				before.close();
				this.present = add();
			}
		}

	}

	private static Node node(Transport transport) {
		Node node = Node.builder().session(Sessions.plain()).transport(transport).build();
		node.messages().register(10, Ball.class);
		return node;
	}

	/**
	 * A copy of the metadata can be had at any moment.
	 */
	List<String> metadataIsThatOfOneMoment() throws Exception {
		try (Node node = Node.builder().build()) {
			CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
				for (int i = 0; i < CHANGES; i++) {
					node.delete(KEYS.get(i % KEYS.size()));
					node.set(KEYS.get(i % KEYS.size()), i);
				}
			}, this.threads);
			try {
				while (!changes.isDone()) {
					int size = node.metadata().size();
					if (size > KEYS.size()) {
						this.broken.add("metadata with " + size + " keys");
					}
				}
			}
			catch (RuntimeException ex) {
				this.broken.add("metadata while it changes: " + ex);
			}
			changes.get(Schedule.SOON.toSeconds(), TimeUnit.SECONDS);
		}
		return this.broken;
	}

}
