package io.noise.spring.hook;

import java.util.IdentityHashMap;
import java.util.List;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.spring.node.OptionalOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes that must have no peers yet, since hooks of beans would miss them. Guarded by the
 * lock of its user.
 */
final class HeldNodes {

	private static final String UNTIL = "once the hooks of all beans are registered, as in a CommandLineRunner or "
			+ "ApplicationRunner, or in a listener of ApplicationReadyEvent, and not in @PostConstruct; noise.peers names "
			+ "addresses to dial and to stay connected to; the node listens by itself, see noise.start-on";

	private static final Logger logger = LoggerFactory.getLogger(HeldNodes.class);

	private final IdentityHashMap<Node, Registration> held = new IdentityHashMap<>();

	void add(Node node) {
		if (this.held.containsKey(node)) {
			return;
		}
		List<Peer> peers = node.peers();
		if (node.state() == NodeState.LISTENING || (peers != null && !peers.isEmpty())) {
			logger.warn("{} listens or has peers before the hooks of beans are registered, so the hooks miss those "
					+ "peers (expected: a node that has not been used; the starter starts it)", node);
		}
		this.held.put(node, OptionalOperations.holdBack(node, UNTIL));
	}

	void release() {
		this.held.values().forEach(Registration::close);
		this.held.clear();
	}

}
