package io.noise.engine;

import io.noise.transport.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the address of a node that has begun to listen: a line with the whole id, and a
 * warning where no other machine can reach the node.
 */
final class ListenerNotice {

	private static final Logger logger = LoggerFactory.getLogger(Listener.class);

	private ListenerNotice() {
	}

	static void log(NodeAddress node, String session, Object messages) {
		HostPort local = node.local();
		logger.info("{} listens on {} (session {}, opcodes {}), known to others as {}, id {}", node, local, session,
				messages, node.external(), node.id());
		if (!NodeHosts.isLoopbackHost(local.host())) {
			return;
		}
		String external = node.externalHost().orElse(null);
		if (external != null && !NodeHosts.meansLoopback(external)) {
			logger
				.warn("{} is bound only to the loopback address {}, which no other machine can reach, but advertises {}. "
						+ "Unless something on this machine forwards connections, bind an address that others can reach "
						+ "(noise.host, in code Node.Builder.host; 0.0.0.0 for all)", node, local, node.external());
		}
		else if (external == null && !NodeHosts.meansLoopback(node.configured().host())) {
			logger
				.warn("{} is bound only to the loopback address {}, which no other machine can reach: the name {} resolves "
						+ "to it here. Bind an address that others can reach (noise.host, in code Node.Builder.host; "
						+ "0.0.0.0 for all)", node, local, node.configured().host());
		}
	}

}
