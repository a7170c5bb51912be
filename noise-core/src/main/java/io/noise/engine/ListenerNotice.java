package io.noise.engine;

import io.noise.transport.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of the log about the address of a node that has begun to listen: the one that
 * has the whole id, and a warning where no other machine reaches the node.
 */
final class ListenerNotice {

	private static final Logger logger = LoggerFactory.getLogger(Listener.class);

	private ListenerNotice() {
	}

	static void log(NodeAddress node, String session, Object messages) {
		HostPort here = node.here();
		logger.info("{} listens on {} (session {}, opcodes {}), known to others as {}, id {}", node, here, session,
				messages, node.external(), node.id());
		if (!NodeReachability.isLoopbackHost(here.host())) {
			return;
		}
		String external = node.externalHost().orElse(null);
		if (external != null && !NodeReachability.meansLoopback(external)) {
			logger
				.warn("{} is bound to the loopback address {} alone, which no other machine reaches, but tells others "
						+ "{}. Unless something on this machine passes connections on, bind an address that others reach "
						+ "(noise.host, in code Node.Builder.host; 0.0.0.0 for all)", node, here, node.external());
		}
		else if (external == null && !NodeReachability.meansLoopback(node.configured().host())) {
			logger
				.warn("{} is bound to the loopback address {} alone, which no other machine reaches: that is where the "
						+ "name {} leads here. Bind an address that others reach (noise.host, in code Node.Builder.host; "
						+ "0.0.0.0 for all)", node, here, node.configured().host());
		}
	}

}
