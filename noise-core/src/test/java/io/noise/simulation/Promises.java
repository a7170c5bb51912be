package io.noise.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.noise.Direction;
import io.noise.NoiseException;
import io.noise.NotSentException;

/**
 * The promises of the library, checked on a world of which the story has been told.
 *
 * <ol>
 * <li>Messages arrive in the order sent, at most once, unaltered; what was told to be not
 * sent never arrives; what was sent is taken as long as the connection stands.</li>
 * <li>A request is handled at most once, and not if it was told to be not sent; its reply
 * is its own.</li>
 * <li>Every future ends, as one of the documented exceptions if it fails.</li>
 * <li>The hooks of a peer run once, in order, with messages between them.</li>
 * <li>A kept address is connected; two nodes that keep each other have one connection,
 * where nodes know each other.</li>
 * </ol>
 */
final class Promises {

	private final SimulatedWorld world;

	private final boolean identified;

	private final List<String> broken = new ArrayList<>();

	/**
	 * Creates the check of a world.
	 * @param identified whether its nodes prove their identities
	 */
	Promises(SimulatedWorld world, boolean identified) {
		this.world = world;
		this.identified = identified;
	}

	/** Returns what is broken, in words. */
	List<String> broken() {
		return this.broken;
	}

	/** Checks what must be so when nothing has happened for long. */
	void checkQuiet() {
		for (SimulatedHost host : this.world.hosts()) {
			for (SimulatedHost other : this.world.hosts()) {
				if (host.kept().contains(other.address())) {
					checkKept(host, other);
				}
			}
			for (PeerLog peer : host.connected()) {
				otherEnd(peer).filter((end) -> end.peer().isConnected())
					.ifPresent((end) -> checkNothingStranded(peer, end));
			}
		}
	}

	private void checkKept(SimulatedHost host, SimulatedHost other) {
		long between = host.connected().stream().filter((peer) -> leadsTo(peer, other)).count();
		boolean mutual = other.kept().contains(host.address());
		if (between == 0) {
			this.broken.add(host + " keeps " + other + ", and is not connected to it");
		}
		if (mutual && this.identified) {
			long kept = host.connected().stream().filter((peer) -> leadsTo(peer, other) && isKept(peer)).count();
			if (kept > 1) {
				this.broken.add(host + " and " + other + " keep each other by " + kept + " connections");
			}
		}
	}

	/** Whether no dial but that of a kept address has led to a peer. */
	private boolean isKept(PeerLog peer) {
		Optional<PeerLog> dialing = (peer.peer().direction() == Direction.OUTBOUND) ? Optional.of(peer)
				: otherEnd(peer);
		return dialing.isPresent()
				&& this.world.hosts().stream().noneMatch((host) -> host.dialed().contains(dialing.get().peer()));
	}

	private boolean leadsTo(PeerLog peer, SimulatedHost other) {
		return (peer.peer().direction() == Direction.OUTBOUND) ? peer.peer().remoteAddress().equals(other.address())
				: otherEnd(peer).filter((end) -> end.peer().node() == other.node()).isPresent();
	}

	/** Finds the other end of a connection. */
	private Optional<PeerLog> otherEnd(PeerLog peer) {
		String local = peer.peer().localAddress();
		String remote = peer.peer().remoteAddress();
		return all().stream()
			.filter((end) -> end.peer().localAddress().equals(remote) && end.peer().remoteAddress().equals(local))
			.findFirst();
	}

	private List<PeerLog> all() {
		return this.world.hosts().stream().flatMap((host) -> host.peers().stream()).toList();
	}

	private void checkNothingStranded(PeerLog from, PeerLog to) {
		long sent = from.sent().stream().filter((one) -> one.isDone() && !one.isCompletedExceptionally()).count();
		if (to.received().size() < sent) {
			this.broken.add("of " + sent + " messages to " + from.peer().id() + " only " + to.received().size()
					+ " are taken, and the connection stands");
		}
	}

	/** Checks what must be so when all nodes are closed. */
	void checkEnd() {
		for (SimulatedHost host : this.world.hosts()) {
			host.futures()
				.stream()
				.filter((one) -> !one.future().isDone())
				.forEach((one) -> this.broken.add(host + ": a future does not end: " + one.what()));
			host.futures()
				.stream()
				.filter((one) -> !isDocumented(failure(one.future())))
				.forEach((one) -> this.broken.add(host + ": a future fails with " + failure(one.future())));
			host.peers().forEach((peer) -> checkPeer(host, peer));
		}
	}

	private static boolean isDocumented(Throwable failure) {
		return failure == null || failure instanceof NoiseException || failure instanceof CancellationException;
	}

	private static Throwable failure(CompletableFuture<?> future) {
		if (!future.isDone()) {
			return null;
		}
		Throwable failure = future.handle((result, ex) -> ex).join();
		return (failure instanceof CompletionException) ? failure.getCause() : failure;
	}

	private void checkPeer(SimulatedHost host, PeerLog peer) {
		List<String> expected = new ArrayList<>();
		expected.add((peer.peer().direction() == Direction.OUTBOUND) ? "dialed" : "connected");
		expected.add("init");
		if (!peer.received().isEmpty() || !peer.answered().isEmpty()) {
			expected.add("message");
		}
		expected.add("disconnected");
		if (!peer.hooks().equals(expected)) {
			this.broken.add(host + ": the hooks of " + peer.peer().id() + " were " + peer.hooks());
		}
		checkOrder(host, peer);
		checkRequests(host, peer);
	}

	private void checkRequests(SimulatedHost host, PeerLog from) {
		Set<Ask> handled = new HashSet<>();
		for (PeerLog one : all()) {
			for (Ask ask : one.answered()) {
				if (ask.from().equals(from.peer().id()) && !handled.add(ask)) {
					this.broken.add(host + ": " + ask + " is handled twice");
				}
			}
		}
		for (int i = 0; i < from.asked().size(); i++) {
			CompletableFuture<Ask> reply = from.asked().get(i);
			Ask ask = new Ask(from.peer().id(), i);
			Throwable failure = failure(reply);
			if (failure instanceof NotSentException && handled.contains(ask)) {
				this.broken.add(host + ": " + ask + " was not sent, and is handled");
			}
			if (reply.isDone() && failure == null && (!reply.join().equals(ask) || !handled.contains(ask))) {
				this.broken.add(host + ": the reply to " + ask + " is " + reply.join());
			}
		}
	}

	private void checkOrder(SimulatedHost host, PeerLog to) {
		int last = -1;
		Set<Integer> taken = new HashSet<>();
		for (Note note : to.received()) {
			if (note.number() <= last) {
				this.broken.add(host + ": takes " + note.number() + " of " + note.from() + " after " + last);
			}
			last = note.number();
			taken.add(note.number());
		}
		if (to.received().isEmpty()) {
			return;
		}
		String sender = to.received().get(0).from();
		all().stream().filter((one) -> one.peer().id().equals(sender)).forEach((from) -> {
			for (int i = 0; i < from.sent().size(); i++) {
				if (failure(from.sent().get(i)) instanceof NotSentException && taken.contains(i)) {
					this.broken.add(host + ": takes " + i + " of " + sender + ", which was not sent");
				}
			}
		});
	}

}
