package io.noise.spring.boot.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.noise.DialException;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.KeptConnection;
import io.noise.Node;
import io.noise.NodeMeters;
import io.noise.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The counters and gauges of a node. They are read when the registry is.
 */
final class NodeCounts {

	private static final String DIRECTION = "direction";

	private final Node node;

	private final NodeMeters meters;

	private final TypeNames types;

	/** The types whose counters each registry has: it warns of one that comes again. */
	private final Map<MeterRegistry, Set<String>> addedTypes = new ConcurrentHashMap<>();

	NodeCounts(Node node, NodeMeters meters, TypeNames types) {
		this.node = node;
		this.meters = meters;
		this.types = types;
	}

	/**
	 * Adds all of them to a registry, except those of message types.
	 */
	void bindTo(MeterRegistry registry) {
		bindPeers(registry);
		bindConnections(registry);
		for (Direction direction : Direction.values()) {
			counter(registry, "noise.bytes", "Bytes on all sockets, with all overhead", "bytes",
					Tags.of(DIRECTION, TagValue.of(direction)), (counts) -> counts.meters.bytes(direction));
		}
		for (NodeMeters.Drop reason : NodeMeters.Drop.values()) {
			counter(registry, "noise.messages.dropped", "Received messages that were never handled", null,
					Tags.of("reason", TagValue.of(reason)), (counts) -> counts.meters.droppedMessages(reason));
		}
		bindQueues(registry, "noise.send.queue", "waiting to be sent", Direction.OUTBOUND);
		bindQueues(registry, "noise.receive.queue", "waiting to be handled", Direction.INBOUND);
	}

	private void bindPeers(MeterRegistry registry) {
		for (Direction direction : Direction.values()) {
			gauge(registry, "noise.peers", "Connected peers", null, Tags.of(DIRECTION, TagValue.of(direction)),
					(counts) -> counts.peers(direction));
		}
		for (KeptConnection.State state : KeptConnection.State.values()) {
			gauge(registry, "noise.peers.configured", "Addresses that the node keeps connected to", null,
					Tags.of("state", TagValue.of(state)), (counts) -> counts.configured(state));
		}
	}

	private double peers(Direction direction) {
		return this.node.peers().stream().filter((peer) -> peer.direction() == direction).count();
	}

	private double configured(KeptConnection.State state) {
		return this.node.keptConnections().stream().filter((kept) -> kept.state() == state).count();
	}

	private void bindConnections(MeterRegistry registry) {
		dials(registry, TagValue.SUCCESS, (counts) -> counts.node.stats().peersDialed());
		for (DialException.Reason reason : DialException.Reason.values()) {
			if (reason != DialException.Reason.LOST) {
				dials(registry, TagValue.of(reason), (counts) -> counts.meters.failedDials(reason));
			}
		}
		for (Refusal limit : Refusal.values()) {
			counter(registry, "noise.connections.refused",
					"Connections, dials and messages refused by a limit or for missing trust", null,
					Tags.of("limit", TagValue.of(limit)),
					(counts) -> counts.node.stats().refusals().getOrDefault(limit, 0L));
		}
		for (DisconnectReason reason : DisconnectReason.values()) {
			counter(registry, "noise.disconnects", "Peers that have disconnected", null,
					Tags.of("reason", TagValue.of(reason)), (counts) -> counts.meters.disconnects(reason));
		}
	}

	private void dials(MeterRegistry registry, String outcome, ToDoubleFunction<NodeCounts> value) {
		counter(registry, "noise.dials", "Dials that have ended", null, Tags.of("outcome", outcome), value);
	}

	private void bindQueues(MeterRegistry registry, String name, String words, Direction direction) {
		gauge(registry, name, "Size of the messages " + words + ", of all peers", "bytes", Tags.empty(),
				(counts) -> counts.meters.queuedBytes(direction));
		gauge(registry, name + ".max", "Size of the messages " + words + ", of the peer with most", "bytes",
				Tags.empty(), (counts) -> counts.meters.maxQueuedBytes(direction));
	}

	/**
	 * Adds the counters of the message types that are known now, unless they are there.
	 */
	void addTypes(MeterRegistry registry) {
		Set<String> added = this.addedTypes.computeIfAbsent(registry, (key) -> ConcurrentHashMap.newKeySet());
		this.types.all().filter(added::add).forEach((type) -> {
			for (Direction direction : Direction.values()) {
				counter(registry, "noise.messages", "Messages, requests and replies", null,
						Tags.of(DIRECTION, TagValue.of(direction), "type", type),
						(counts) -> counts.messages(direction, type));
			}
		});
	}

	private double messages(Direction direction, String type) {
		return this.types.opcodes(type).mapToLong((opcode) -> this.meters.messages(direction, opcode)).sum();
	}

	private void counter(MeterRegistry registry, String name, String description, @Nullable String unit, Tags tags,
			ToDoubleFunction<NodeCounts> value) {
		FunctionCounter.builder(name, this, value)
			.description(description)
			.baseUnit(unit)
			.tags(tags)
			.register(registry);
	}

	private void gauge(MeterRegistry registry, String name, String description, @Nullable String unit, Tags tags,
			ToDoubleFunction<NodeCounts> value) {
		Gauge.builder(name, this, value).description(description).baseUnit(unit).tags(tags).register(registry);
	}

}
