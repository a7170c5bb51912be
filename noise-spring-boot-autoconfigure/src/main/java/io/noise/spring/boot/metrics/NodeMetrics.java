package io.noise.spring.boot.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.concurrent.EventExecutor;
import io.noise.Node;
import io.noise.NodeMeters;
import io.noise.NodeState;
import io.noise.spring.node.OptionalOperations;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SmartApplicationListener;

/**
 * The meters of a node. They are added when the registry is there; those of message types
 * when all beans have registered theirs; those of event loops when the node listens. A
 * type that is registered later counts as {@code other}. No tag has a value that a remote
 * node has chosen.
 */
final class NodeMetrics implements MeterBinder, SmartApplicationListener {

	private static final Set<Class<?>> EVENTS = Set.of(ContextRefreshedEvent.class, ApplicationStartedEvent.class,
			ApplicationReadyEvent.class);

	private final Node node;

	private final Optional<NodeMeters> meters;

	private final TypeNames types = new TypeNames();

	private final Optional<NodeCounts> counts;

	private final Map<MeterRegistry, NodeTimers> registries = new ConcurrentHashMap<>();

	/** Guarded by itself. */
	private final Set<ScheduledExecutorService> boundLoops = new HashSet<>();

	/**
	 * Creates the meters of a node.
	 * @param node the node; has no meters if it is a fake that has none
	 */
	NodeMetrics(Node node) {
		this.node = node;
		this.meters = OptionalOperations.meters(node);
		this.counts = this.meters.map((present) -> new NodeCounts(node, present, this.types));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.counts.ifPresent((present) -> present.bindTo(registry));
		this.meters.ifPresent((present) -> this.registries.computeIfAbsent(registry, (added) -> {
			NodeTimers timers = new NodeTimers(added, this.types);
			present.observe(timers);
			return timers;
		}));
		if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator) {
			new NettyAllocatorMetrics(allocator).bindTo(registry);
		}
		addTypes();
	}

	private void addTypes() {
		this.types.update(this.node.messages());
		this.registries.forEach((registry, timers) -> {
			this.counts.ifPresent((present) -> present.addTypes(registry));
			timers.addTypes();
		});
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
		return EVENTS.stream().anyMatch((event) -> event.isAssignableFrom(type));
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		addTypes();
		if (this.node.state() == NodeState.LISTENING) {
			this.meters.ifPresent((present) -> addEventLoops(List.copyOf(present.eventLoops())));
		}
	}

	private void addEventLoops(List<ScheduledExecutorService> loops) {
		List<EventExecutor> added;
		synchronized (this.boundLoops) {
			added = loops.stream()
				.filter(this.boundLoops::add)
				.filter(EventExecutor.class::isInstance)
				.map(EventExecutor.class::cast)
				.toList();
		}
		if (!added.isEmpty()) {
			this.registries.keySet().forEach(new NettyEventExecutorMetrics(added)::bindTo);
		}
	}

}
