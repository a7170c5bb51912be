package io.noise.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.noise.BroadcastResult;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.Registration;

/**
 * One thread of a schedule, which takes random steps. What it sends to one end is in
 * order.
 */
final class Worker {

	private static final int KINDS = 26;

	private static final int MOST_AT_ONCE = 4;

	private static final long HANDLING_NANOS = 200_000;

	/** All of one hash: in a hash table they are in each other's way. */
	private static final List<String> KEYS = List.of("AaAa", "AaBB", "BBAa");

	private final Schedule schedule;

	private final String name;

	private final Random random;

	private final Map<String, Integer> numbers = new HashMap<>();

	private final List<Sending> unsettled = new ArrayList<>();

	private final List<Registration> handlers = new ArrayList<>();

	private int handlersAdded;

	private boolean disconnected;

	Worker(Schedule schedule, String name, Random random) {
		this.schedule = schedule;
		this.name = name;
		this.random = random;
	}

	void run(int steps) {
		for (int i = 0; i < steps; i++) {
			try {
				step(this.random.nextInt(KINDS));
			}
			catch (NoiseException ex) {
				// It is gone, or nothing came in time; the promises say whether it may.
			}
		}
	}

	private void step(int kind) {
		switch (kind) {
			case 0, 1, 2, 3 -> send();
			case 4, 5, 6 -> sendAsync();
			case 7 -> sendMany();
			case 8 -> callBack();
			case 9, 10 -> chain();
			case 11, 12, 13 -> broadcast();
			case 14, 15, 16 -> addHandler();
			case 17 -> closeHandler();
			case 18, 19 -> receive();
			case 20 -> ping();
			case 21 -> disconnect();
			case 22 -> disconnectFromHandler();
			case 23 -> abandonDial();
			case 24 -> changeMetadata();
			default -> LockSupport.parkNanos(50_000);
		}
	}

	private End anyEnd() {
		return this.schedule.any(this.random).end(this.random.nextInt(2));
	}

	private Item next(String to) {
		boolean red = this.random.nextBoolean();
		String sender = this.name + "-" + to;
		return Item.of(red, sender, this.numbers.merge(sender + red, 1, Integer::sum) - 1);
	}

	private void send() {
		End end = anyEnd();
		Item item = next(end.peer().id());
		CompletableFuture<Void> told = new CompletableFuture<>();
		this.schedule.add(new Sending(end, item, told));
		try {
			end.peer().send(item);
			told.complete(null);
		}
		catch (Throwable ex) {
			told.completeExceptionally(ex);
		}
	}

	private void sendMany() {
		End end = anyEnd();
		for (int i = 0; i < MOST_AT_ONCE; i++) {
			sendAsync(end);
		}
	}

	private Sending sendAsync() {
		End end = anyEnd();
		return sendAsync(end);
	}

	private Sending sendAsync(End end) {
		Item item = next(end.peer().id());
		Sending sending = new Sending(end, item, end.peer().sendAsync(item));
		this.schedule.add(sending);
		this.unsettled.add(sending);
		return sending;
	}

	private void callBack() {
		if (!this.unsettled.isEmpty()) {
			this.unsettled.remove(this.random.nextInt(this.unsettled.size())).cancel();
		}
	}

	/** Lets a stage of one message wait for another, which was sent after it. */
	private void chain() {
		End end = anyEnd();
		CompletableFuture<?> first = sendAsync(end).future();
		CompletableFuture<?> second = sendAsync(end).future();
		this.schedule.add(switch (this.random.nextInt(4)) {
			case 0 -> first.handle((value, failure) -> waitFor(second));
			case 1 -> CompletableFuture.allOf(first).handle((value, failure) -> waitFor(second));
			case 2 ->
				CompletableFuture.anyOf(first, new CompletableFuture<>()).handle((value, failure) -> waitFor(second));
			default -> CompletableFuture.allOf(first, second).handle((value, failure) -> null);
		});
	}

	/** Without another thread: what hangs on a future needs one of the executor's. */
	private static String waitFor(CompletableFuture<?> other) {
		try {
			other.join();
		}
		catch (CompletionException | CancellationException ex) {
			// That it is over is all that counts.
		}
		return "over";
	}

	private void broadcast() {
		int index = this.random.nextInt(2);
		Node node = this.schedule.pair().node(index);
		Item item = next("all-of-" + index);
		List<Peer> before = node.peers();
		CompletableFuture<BroadcastResult> result = node.broadcast(item);
		this.schedule.add(result);
		for (Peer peer : before) {
			CompletableFuture<Void> told = new CompletableFuture<>();
			result.whenComplete((done, failure) -> tell(peer, done, told));
			this.schedule.add(new Sending(End.of(peer), item, told));
		}
	}

	private static void tell(Peer peer, BroadcastResult done, CompletableFuture<Void> told) {
		if (done != null && done.reached().contains(peer)) {
			told.complete(null);
		}
		else if (done != null && done.failed().containsKey(peer)) {
			told.completeExceptionally(done.failed().get(peer));
		}
		else {
			// It was no peer any more when the broadcast began.
			told.cancel(false);
		}
	}

	private void addHandler() {
		End end = anyEnd();
		String handler = this.name + "-h" + this.handlersAdded++;
		boolean once = this.random.nextBoolean();
		AtomicReference<Registration> own = new AtomicReference<>();
		Class<? extends Item> type = this.random.nextBoolean() ? Item.Red.class : Item.Blue.class;
		Registration registration = end.peer().onMessage(type, (peer, item) -> end.handle(handler, item, () -> {
			Registration closed = own.get();
			if (once && closed != null) {
				// Meanwhile more comes, and waits.
				LockSupport.parkNanos(HANDLING_NANOS);
				closed.close();
			}
		}));
		own.set(registration);
		this.handlers.add(registration);
	}

	private void closeHandler() {
		if (!this.handlers.isEmpty()) {
			this.handlers.remove(this.random.nextInt(this.handlers.size())).close();
		}
	}

	private void receive() {
		End end = anyEnd();
		Class<? extends Item> type = this.random.nextBoolean() ? Item.Red.class : Item.Blue.class;
		int most = 1 + this.random.nextInt(MOST_AT_ONCE);
		for (int i = 0; i < most; i++) {
			long since = End.tick();
			Item item = end.peer().receive(type, Duration.ofNanos(this.random.nextInt(500_000)));
			end.received(item, since);
		}
	}

	private void ping() {
		this.schedule.add(anyEnd().peer().ping());
	}

	private void disconnect() {
		if (this.disconnected || this.random.nextInt(3) != 0) {
			return;
		}
		this.disconnected = true;
		End end = anyEnd();
		if (this.random.nextBoolean()) {
			end.peer().disconnect();
			end.stopped();
		}
		else {
			this.schedule.add(end.peer().disconnectAsync());
		}
	}

	private void disconnectFromHandler() {
		if (this.disconnected || this.random.nextInt(3) != 0) {
			return;
		}
		this.disconnected = true;
		End end = anyEnd();
		String handler = this.name + "-leaves";
		end.peer().onMessage(Item.Red.class, (peer, item) -> end.handle(handler, item, peer::disconnect));
	}

	/** Nobody gets the peer, so there must be none. */
	private void abandonDial() {
		int index = this.random.nextInt(2);
		CompletableFuture<Peer> dial = this.schedule.pair()
			.node(index)
			.dialAsync(this.schedule.pair().node(1 - index).externalAddress());
		switch (this.random.nextInt(3)) {
			case 0 -> dial.cancel(true);
			case 1 -> dial.orTimeout(this.random.nextInt(300), TimeUnit.MICROSECONDS);
			default -> dial.completeExceptionally(new TimeoutException("given up"));
		}
		this.schedule.add(dial.handle((peer, failure) -> {
			if (peer != null) {
				peer.disconnectAsync();
			}
			return null;
		}));
	}

	private void changeMetadata() {
		Peer peer = anyEnd().peer();
		for (int i = 0; i < 20; i++) {
			peer.set(KEYS.get(i % KEYS.size()), i);
			peer.metadata();
			peer.delete(KEYS.get((i + 1) % KEYS.size()));
		}
	}

}
