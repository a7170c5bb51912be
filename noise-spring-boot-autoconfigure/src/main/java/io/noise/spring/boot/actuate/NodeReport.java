package io.noise.spring.boot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.NodeStats;
import org.jspecify.annotations.Nullable;

/**
 * A node, as the endpoint shows it.
 *
 * @param id its id
 * @param state its state
 * @param host the host it is bound to
 * @param port the port it is bound to
 * @param externalAddress the address that others dial
 * @param session the kind of session it has with its peers
 * @param uptime the time for which it has been listening, to the millisecond; null while
 * it does not listen
 * @param stats its counters since it was built
 * @param metadata the values that the application has stored for it
 */
record NodeReport(String id, NodeState state, String host, int port, String externalAddress, String session,
		@Nullable Duration uptime, NodeStats stats, Map<String, @Nullable Object> metadata) {

	static NodeReport of(Node node, MetadataView view) {
		return new NodeReport(node.id(), node.state(), node.host(), node.port(), node.externalAddress(), node.session(),
				node.listeningSince().map(NodeReport::since).orElse(null), node.stats(), view.of(node));
	}

	private static Duration since(Instant start) {
		return Duration.between(start, Instant.now()).truncatedTo(ChronoUnit.MILLIS);
	}

}
