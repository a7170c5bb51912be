package io.noise.engine;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.noise.DialException;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.NodeMeters;
import io.noise.NodeObserver;
import io.noise.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what happens to a node, and tells its observers how long things take. From any
 * thread.
 */
final class NodeTally {

	private static final Logger logger = LoggerFactory.getLogger(NodeTally.class);

	private static final int OPCODES = 256;

	private final Map<DialException.Reason, LongAdder> failedDials = adders(DialException.Reason.class);

	private final Map<DisconnectReason, LongAdder> disconnects = adders(DisconnectReason.class);

	private final Map<NodeMeters.Drop, LongAdder> dropped = adders(NodeMeters.Drop.class);

	private final Map<Direction, LongAdder> bytes = adders(Direction.class);

	private final LongAdder[] received = ofTypes();

	private final LongAdder[] sent = ofTypes();

	private final List<NodeObserver> observers = new CopyOnWriteArrayList<>();

	private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> keys) {
		Map<E, LongAdder> adders = new EnumMap<>(keys);
		for (E key : keys.getEnumConstants()) {
			adders.put(key, new LongAdder());
		}
		return adders;
	}

	private static LongAdder[] ofTypes() {
		return Stream.generate(LongAdder::new).limit(OPCODES).toArray(LongAdder[]::new);
	}

	private static <E> LongAdder of(Map<E, LongAdder> adders, E key) {
		LongAdder adder = adders.get(key);
		if (adder == null) {
			throw new IllegalArgumentException("counter: " + key + " (expected: one of " + adders.keySet() + ")");
		}
		return adder;
	}

	LongAdder failedDials(DialException.Reason reason) {
		return of(this.failedDials, reason);
	}

	LongAdder disconnects(DisconnectReason reason) {
		return of(this.disconnects, reason);
	}

	LongAdder dropped(NodeMeters.Drop reason) {
		return of(this.dropped, reason);
	}

	/**
	 * Returns the number of all messages that were dropped.
	 */
	long allDropped() {
		Collection<LongAdder> all = this.dropped.values();
		return all.stream().mapToLong(LongAdder::sum).sum();
	}

	LongAdder bytes(Direction direction) {
		return of(this.bytes, direction);
	}

	LongAdder messages(Direction direction, int opcode) {
		return ((direction == Direction.INBOUND) ? this.received : this.sent)[opcode];
	}

	Registration observe(NodeObserver observer) {
		this.observers.add(observer);
		return () -> this.observers.remove(observer);
	}

	/**
	 * Whether anybody wants to know how long things take.
	 */
	boolean isObserved() {
		return !this.observers.isEmpty();
	}

	/**
	 * Tells all observers. One that throws is no fault of what is observed.
	 */
	void tell(Consumer<NodeObserver> what) {
		for (NodeObserver observer : this.observers) {
			try {
				what.accept(observer);
			}
			catch (RuntimeException ex) {
				logger.debug("An observer of the node failed", ex);
			}
		}
	}

}
