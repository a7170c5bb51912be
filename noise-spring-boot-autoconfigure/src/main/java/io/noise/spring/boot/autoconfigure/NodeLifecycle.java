package io.noise.spring.boot.autoconfigure;

import java.util.List;

import io.noise.Node;
import io.noise.NodeState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;

/**
 * Starts the node when its application is ready, and closes it when the application ends.
 * <p>
 * The node listens before readiness is announced, and before listeners of
 * {@link ApplicationReadyEvent} that have no order of their own. It is closed after the
 * graceful phase of web servers, so that requests which are still served find its peers.
 */
final class NodeLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent>, Ordered {

	/** Between the graceful phase of Boot's web servers and the one that ends them. */
	static final int PHASE = Integer.MAX_VALUE - 1536;

	private static final Logger logger = LoggerFactory.getLogger(NodeLifecycle.class);

	private final Node node;

	private final List<String> peers;

	private final ApplicationContext context;

	NodeLifecycle(Node node, List<String> peers, ApplicationContext context) {
		this.node = node;
		this.peers = peers;
		this.context = context;
	}

	/** The event also comes from child contexts, whose node this is not. */
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() == this.context) {
			start();
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public int getOrder() {
		return 0;
	}

	/** The peers are dialled in the background. */
	@Override
	public void start() {
		if (this.node.state() == NodeState.CLOSED) {
			logger.warn("{} is closed and cannot be started again; a new application context makes a new node",
					this.node);
			return;
		}
		if (this.node.state() == NodeState.NEW) {
			this.node.listen();
		}
		LocalPort.publish(this.context, this.node.port());
		this.peers.forEach(this.node::keepConnected);
	}

	@Override
	public void stop() {
		this.node.close();
	}

	/** Disconnect hooks may take a while; beans of the same phase need not wait. */
	@Override
	public void stop(Runnable callback) {
		new Thread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		}, "noise-stop").start();
	}

	/** A node that only dials has something to stop, too. */
	@Override
	public boolean isRunning() {
		return this.node.state() == NodeState.LISTENING || !this.node.peers().isEmpty();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** Not when the context is refreshed, but when the application is ready. */
	@Override
	public boolean isAutoStartup() {
		return false;
	}

	/** A closed node cannot be opened again. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
