package io.noise.spring.boot.actuate;

import java.util.List;

import io.noise.Node;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The whole answer of the endpoint.
 *
 * @param node the node itself
 * @param configured the addresses it keeps connected to, in the configured order
 * @param opcodes the types of message that it knows
 * @param peers its peers, oldest first
 * @param page which of its peers these are; null if they are all
 */
record NoiseReport(NodeReport node, List<KeptConnectionReport> configured, List<OpcodeReport> opcodes,
		List<PeerReport> peers, @Nullable Page page) implements OperationResponseBody {

	/**
	 * A part of the peers of a node.
	 *
	 * @param offset the number of older peers that are left out
	 * @param limit the greatest number of peers in this report
	 * @param total the number of all peers
	 */
	record Page(int offset, int limit, int total) {

		static final int DEFAULT_LIMIT = 50;

		/**
		 * Keeps a report below a megabyte, however long the names of types and their
		 * differences are.
		 */
		static final int MAX_LIMIT = 64;

		/**
		 * Checks what a client wants.
		 * @throws InvalidEndpointRequestException if that is no page
		 */
		static Page of(@Nullable Integer offset, @Nullable Integer limit, int total) {
			int from = (offset != null) ? offset : 0;
			int most = (limit != null) ? limit : DEFAULT_LIMIT;
			if (from < 0) {
				throw invalid("offset: " + from + " (expected: 0 or more)");
			}
			if (most < 1) {
				throw invalid("limit: " + most + " (expected: 1 to " + MAX_LIMIT + ")");
			}
			return new Page(from, Math.min(most, MAX_LIMIT), total);
		}

		private static InvalidEndpointRequestException invalid(String words) {
			return new InvalidEndpointRequestException(words, words);
		}

		private boolean isAll() {
			return this.offset == 0 && this.total <= this.limit;
		}

	}

	/**
	 * Reports a page of the peers.
	 */
	static NoiseReport of(Node node, MetadataView view, @Nullable Integer offset, @Nullable Integer limit) {
		List<Peer> peers = node.peers();
		Page page = Page.of(offset, limit, peers.size());
		return of(node, view, peers.stream().skip(page.offset()).limit(page.limit()).toList(),
				page.isAll() ? null : page);
	}

	static NoiseReport of(Node node, MetadataView view) {
		return of(node, view, node.peers(), null);
	}

	private static NoiseReport of(Node node, MetadataView view, List<Peer> peers, @Nullable Page page) {
		return new NoiseReport(NodeReport.of(node, view),
				node.keptConnections().stream().map(KeptConnectionReport::of).toList(),
				OpcodeReport.of(node.messages()), peers.stream().map((peer) -> PeerReport.of(peer, view)).toList(),
				page);
	}

}
