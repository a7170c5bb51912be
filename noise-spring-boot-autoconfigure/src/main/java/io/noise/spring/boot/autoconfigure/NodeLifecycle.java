package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.spring.boot.autoconfigure.NoiseProperties.StartOn;
import io.noise.spring.node.OptionalOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SmartApplicationListener;

/**
 * Starts the node when its application is ready, or before its runners run, and closes it
 * when the application ends.
 * <p>
 * The node listens before readiness is announced, and before listeners of the event that
 * have no order of their own. It is closed after the graceful phase of web servers, so
 * that requests which are still served find its peers.
 */
final class NodeLifecycle extends NodePhase implements SmartApplicationListener, DisposableBean {

	/** Phase between the graceful shutdown of Boot's web servers and their end. */
	static final int PHASE = Integer.MAX_VALUE - 1536;

	private static final Logger logger = LoggerFactory.getLogger(NodeLifecycle.class);

	private final List<String> peers;

	private final StartOn startOn;

	private final ConfigurableApplicationContext context;

	private final StartWatch watch;

	private final Runnable listening;

	NodeLifecycle(Node node, List<String> peers, StartOn startOn, Duration patience,
			ConfigurableApplicationContext context) {
		this(node, peers, startOn, patience, context, () -> {
		});
	}

	/**
	 * Creates the lifecycle for the node of a context.
	 * @param peers the addresses to dial when it starts
	 * @param patience the time after which a start that has not come is logged
	 * @param listening run when the node listens
	 */
	NodeLifecycle(Node node, List<String> peers, StartOn startOn, Duration patience,
			ConfigurableApplicationContext context, Runnable listening) {
		super(node, PHASE);
		this.listening = listening;
		this.peers = peers;
		this.startOn = startOn;
		this.context = context;
		this.watch = new StartWatch(node, startOn, patience, context);
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
		return startEvent().isAssignableFrom(type) || ContextRefreshedEvent.class.isAssignableFrom(type);
	}

	private Class<? extends ApplicationEvent> startEvent() {
		return switch (this.startOn) {
			case READY -> ApplicationReadyEvent.class;
			case STARTED -> ApplicationStartedEvent.class;
		};
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (contextOf(event) != this.context) {
			return; // of a child context, whose node this is not
		}
		if (startEvent().isInstance(event)) {
			start();
		}
		else if (node().state() == NodeState.NEW) {
			this.watch.begin(Thread.currentThread());
		}
	}

	private static @Nullable ApplicationContext contextOf(ApplicationEvent event) {
		if (event instanceof ApplicationReadyEvent ready) {
			return ready.getApplicationContext();
		}
		if (event instanceof ApplicationStartedEvent started) {
			return started.getApplicationContext();
		}
		return (event instanceof ContextRefreshedEvent refreshed) ? refreshed.getApplicationContext() : null;
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public int getOrder() {
		return 0;
	}

	/** Starts the node, and dials the peers in the background. */
	@Override
	public void start() {
		this.watch.end();
		if (node().state() == NodeState.CLOSED) {
			logger.warn("{} is closed and cannot be started again; a new application context makes a new node", node());
			return;
		}
		if (node().state() == NodeState.NEW) {
			node().listen();
			this.listening.run();
		}
		LocalPort.publish(this.context, node().port());
		this.peers.forEach(node()::keepConnected);
	}

	@Override
	public void stop() {
		node().close();
	}

	/** Ends the watch of a context whose start has failed, which gets no other call. */
	@Override
	public void destroy() {
		this.watch.end();
	}

	/**
	 * Closes the node without delaying other beans of this phase, since disconnect hooks
	 * may take a while. The calling thread begins to close it, so that the node
	 * recognizes a hook that closes the application and does not wait for that hook.
	 */
	@Override
	public void stop(Runnable callback) {
		CompletableFuture<Void> closing = OptionalOperations.closeAsync(node());
		Thread waiting = new Thread(() -> {
			try {
				closing.join();
			}
			finally {
				callback.run();
			}
		}, "noise-stop");
		waiting.start();
	}

}
