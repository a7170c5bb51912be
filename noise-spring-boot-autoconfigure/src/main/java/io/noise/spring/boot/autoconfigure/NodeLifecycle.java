package io.noise.spring.boot.autoconfigure;

import java.util.List;

import io.noise.Node;
import io.noise.NodeState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Starts the node when its application is ready, and closes it when the application ends.
 * <p>
 * The node listens before readiness is announced, and before listeners of
 * {@link ApplicationReadyEvent} that have no order of their own. It is closed after the
 * graceful phase of web servers, so that requests which are still served find its peers.
 */
final class NodeLifecycle extends NodePhase implements ApplicationListener<ApplicationReadyEvent>, Ordered {

	/** Between the graceful phase of Boot's web servers and the one that ends them. */
	static final int PHASE = Integer.MAX_VALUE - 1536;

	private static final Logger logger = LoggerFactory.getLogger(NodeLifecycle.class);

	private final List<String> peers;

	private final ApplicationContext context;

	NodeLifecycle(Node node, List<String> peers, ApplicationContext context) {
		super(node, PHASE);
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
		if (node().state() == NodeState.CLOSED) {
			logger.warn("{} is closed and cannot be started again; a new application context makes a new node", node());
			return;
		}
		if (node().state() == NodeState.NEW) {
			node().listen();
		}
		LocalPort.publish(this.context, node().port());
		this.peers.forEach(node()::keepConnected);
	}

	@Override
	public void stop() {
		node().close();
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

}
