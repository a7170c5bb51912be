package io.noise.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

import io.noise.DialException;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.NodeMeters;
import io.noise.NodeObserver;
import io.noise.Registration;

/**
 * The measurements of a node as users see them.
 */
final class NodeMeasures implements NodeMeters {

	private static final int HIGHEST_OPCODE = 255;

	private final NodeTally tally;

	private final ConnectionRegistry connections;

	private final Supplier<? extends Iterable<? extends ScheduledExecutorService>> loops;

	NodeMeasures(NodeTally tally, ConnectionRegistry connections,
			Supplier<? extends Iterable<? extends ScheduledExecutorService>> loops) {
		this.tally = tally;
		this.connections = connections;
		this.loops = loops;
	}

	@Override
	public long failedDials(DialException.Reason reason) {
		return this.tally.failedDials(reason).sum();
	}

	@Override
	public long disconnects(DisconnectReason reason) {
		return this.tally.disconnects(reason).sum();
	}

	@Override
	public long bytes(Direction direction) {
		return this.tally.bytes(direction).sum();
	}

	@Override
	public long messages(Direction direction, int opcode) {
		if (opcode < 1 || opcode > HIGHEST_OPCODE) {
			throw new IllegalArgumentException("opcode: " + opcode + " (expected: 1 to " + HIGHEST_OPCODE + ")");
		}
		return this.tally.messages(Objects.requireNonNull(direction, "direction: null"), opcode).sum();
	}

	@Override
	public long droppedMessages(Drop reason) {
		return this.tally.dropped(reason).sum();
	}

	@Override
	public long queuedBytes(Direction direction) {
		return this.connections.queued(direction).sum();
	}

	@Override
	public long maxQueuedBytes(Direction direction) {
		return this.connections.queued(direction).max().orElse(0);
	}

	@Override
	public Collection<? extends ScheduledExecutorService> eventLoops() {
		List<ScheduledExecutorService> all = new ArrayList<>();
		this.loops.get().forEach(all::add);
		return Collections.unmodifiableList(all);
	}

	@Override
	public Registration observe(NodeObserver observer) {
		return this.tally.observe(Objects.requireNonNull(observer, "observer: null"));
	}

}
