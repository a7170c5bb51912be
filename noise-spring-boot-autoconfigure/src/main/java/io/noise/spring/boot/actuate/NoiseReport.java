package io.noise.spring.boot.actuate;

import java.util.List;

import io.noise.Node;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The whole answer of the endpoint.
 *
 * @param node the node itself
 * @param configured the addresses it keeps connected to, in the configured order
 * @param opcodes the types of message that it knows
 * @param peers its peers, oldest first
 */
record NoiseReport(NodeReport node, List<KeptConnectionReport> configured, List<OpcodeReport> opcodes,
		List<PeerReport> peers) implements OperationResponseBody {

	static NoiseReport of(Node node, MetadataView view) {
		return new NoiseReport(NodeReport.of(node, view),
				node.keptConnections().stream().map(KeptConnectionReport::of).toList(),
				OpcodeReport.of(node.messages()),
				node.peers().stream().map((peer) -> PeerReport.of(peer, view)).toList());
	}

}
