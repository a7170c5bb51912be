package io.noise.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.schedule.End.Taken;
import io.noise.schedule.Schedule.Connection;
import io.noise.schedule.Sending.Outcome;

/**
 * Promises to users, whatever the schedule:
 *
 * <ol>
 * <li>Every future ends, as one of the documented exceptions if it fails.</li>
 * <li>What one thread sends to one peer is taken in that order, at most once,
 * unaltered.</li>
 * <li>What was told to be not sent, or was called back, never arrives.</li>
 * <li>What was sent is taken as long as the connection stands and somebody wants it: no
 * message is stranded.</li>
 * <li>What was sent before a {@code disconnect} arrives before the end does.</li>
 * <li>The hooks of a peer run once, in order, one after the other, the handlers between
 * them, none of them interrupted; {@code disconnect} returns after them.</li>
 * <li>A peer that nobody owns is no peer for long; one that is gone is not listed.</li>
 * </ol>
 */
final class Promises {

	private static final List<String> HOOKS = List.of("first", "init", "onDisconnect", "disconnected");

	private final Schedule schedule;

	private final List<String> broken = new ArrayList<>();

	Promises(Schedule schedule) {
		this.schedule = schedule;
	}

	/**
	 * Brings the schedule to its end and checks.
	 * @param faults what was seen on the way
	 * @return what is broken, in words
	 */
	List<String> check(Collection<String> faults) throws Exception {
		List<Connection> standing = this.schedule.connections().stream().filter(Connection::stands).toList();
		standing.forEach(this::wantAll);
		everyFutureEnds();
		if (!this.schedule.pair().isFickle()) {
			standing.forEach(this::nothingIsStranded);
		}
		if (!this.broken.isEmpty()) {
			return this.broken;
		}
		this.schedule.disconnect();
		everyFutureEnds();
		nobodyIsLeft();
		List<End> ends = this.schedule.pair().takeEnds();
		ends.forEach(this::hooksRanOnceAndInOrder);
		this.schedule.connections().forEach(this::deliveryIsAsTold);
		ends.forEach((end) -> this.broken.addAll(end.faults()));
		this.broken.addAll(faults);
		return this.broken;
	}

	/** Waits for what ought to be so, but not again once something was not. */
	private boolean eventually(BooleanSupplier condition) {
		return this.broken.isEmpty() ? Schedule.eventually(condition) : condition.getAsBoolean();
	}

	/** From now on somebody wants whatever comes. */
	private void wantAll(Connection connection) {
		for (End end : List.of(connection.dialed(), connection.accepted())) {
			end.peer().onMessage(Item.Red.class, (peer, item) -> end.handle("last", item, () -> {
			}));
			end.peer().onMessage(Item.Blue.class, (peer, item) -> end.handle("last", item, () -> {
			}));
		}
	}

	private void everyFutureEnds() {
		List<CompletableFuture<?>> all = new ArrayList<>(this.schedule.futures());
		this.schedule.sendings().forEach((sending) -> all.add(sending.future()));
		for (CompletableFuture<?> future : all) {
			if (!eventually(future::isDone)) {
				this.broken.add("a future does not end: " + future);
			}
			else if (!isDocumented(Sending.failureOf(future))) {
				this.broken.add("a future fails with " + Sending.failureOf(future));
			}
		}
		for (Sending sending : this.schedule.sendings()) {
			if (sending.future().isDone() && sending.outcome() == null) {
				this.broken.add("a sender is told of " + Sending.failureOf(sending.future()));
			}
		}
	}

	private static boolean isDocumented(Throwable failure) {
		return failure == null || failure instanceof NoiseException || failure instanceof CancellationException
				|| failure instanceof TimeoutException;
	}

	private void nothingIsStranded(Connection connection) {
		for (End end : List.of(connection.dialed(), connection.accepted())) {
			Set<String> sent = sentFrom(end, Outcome.SENT);
			End other = connection.other(end);
			boolean arrived = eventually(() -> other.takenNames().containsAll(sent) || !connection.stands());
			if (!arrived) {
				sent.removeAll(other.takenNames());
				this.broken.add("sent and not taken, though " + other + " stands: " + sent);
			}
		}
	}

	private Set<String> sentFrom(End end, Outcome outcome) {
		Set<String> names = new HashSet<>();
		for (Sending sending : this.schedule.sendings()) {
			if (sending.from() == end && sending.outcome() == outcome) {
				names.add(sending.item().name());
			}
		}
		return names;
	}

	private void nobodyIsLeft() {
		for (Node node : this.schedule.pair().nodes()) {
			if (!eventually(() -> node.peers().isEmpty())) {
				this.broken.add("peers are left: " + node.peers());
			}
		}
	}

	private void hooksRanOnceAndInOrder(End end) {
		eventually(() -> end.hooks().size() >= HOOKS.size());
		if (!end.hooks().equals(HOOKS)) {
			this.broken.add("hooks of " + end + ": " + end.hooks());
		}
	}

	private void deliveryIsAsTold(Connection connection) {
		for (End end : List.of(connection.dialed(), connection.accepted())) {
			End other = connection.other(end);
			nothingArrivesThatWasNotSent(end, other);
			isInOrder(other);
			if (mustArrive(end, other)) {
				Set<String> missing = sentFrom(end, Outcome.SENT);
				if (!eventually(() -> other.takenNames().containsAll(missing))) {
					missing.removeAll(other.takenNames());
					this.broken.add("sent before disconnect, and did not arrive at " + other + ": " + missing);
				}
			}
		}
	}

	/**
	 * Only where the sending side alone ended it, and its last handlers are still there.
	 */
	private boolean mustArrive(End end, End other) {
		boolean wanted = this.schedule.pair().isHandled() && this.schedule.pair().losesNothing();
		return wanted && end.peer().disconnectReason().equals(java.util.Optional.of(DisconnectReason.LOCAL))
				&& other.peer().disconnectReason().equals(java.util.Optional.of(DisconnectReason.REMOTE));
	}

	private void nothingArrivesThatWasNotSent(End end, End other) {
		Set<String> arrived = sentFrom(end, Outcome.NOT_SENT);
		arrived.retainAll(other.takenNames());
		if (!arrived.isEmpty()) {
			this.broken.add("told to be not sent, and arrived at " + other + ": " + arrived);
		}
	}

	/** In a flow, nothing is taken before what is ahead of it is about to be. */
	private void isInOrder(End end) {
		Map<String, List<Taken>> flows = new HashMap<>();
		end.taken().forEach((one) -> flows.computeIfAbsent(one.item().flow(), (flow) -> new ArrayList<>()).add(one));
		for (List<Taken> flow : flows.values()) {
			for (int i = 0; i < flow.size(); i++) {
				for (int k = i + 1; k < flow.size(); k++) {
					compare(end, flow.get(i), flow.get(k));
				}
			}
		}
	}

	private void compare(End end, Taken one, Taken other) {
		if (one.item().number() == other.item().number()) {
			this.broken.add(one.item().name() + " is taken twice at " + end);
		}
		boolean inOrder = one.item().number() < other.item().number();
		Taken ahead = inOrder ? one : other;
		Taken behind = inOrder ? other : one;
		if (behind.until() < ahead.since()) {
			this.broken.add(behind.item().name() + " is taken before " + ahead.item().name() + " at " + end);
		}
	}

}
