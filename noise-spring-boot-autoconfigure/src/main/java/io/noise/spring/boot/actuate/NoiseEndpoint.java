package io.noise.spring.boot.actuate;

import java.util.Optional;

import io.noise.Node;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The actuator's view of a node. Reads only, unless
 * {@code management.endpoint.noise.access} is raised to {@code unrestricted}.
 * <p>
 * The operations are those of JMX, whose users all count as authorized;
 * {@link NoiseEndpointWebExtension} takes their place over HTTP. An unknown peer is null.
 */
@Endpoint(id = "noise", defaultAccess = Access.READ_ONLY)
final class NoiseEndpoint {

	private final Node node;

	private final Sanitizer sanitizer;

	private final Show showValues;

	NoiseEndpoint(Node node, Sanitizer sanitizer, Show showValues) {
		this.node = node;
		this.sanitizer = sanitizer;
		this.showValues = showValues;
	}

	@ReadOperation
	NoiseReport report() {
		return report(this.showValues.isShown(true));
	}

	@ReadOperation
	@Nullable PeerReport peer(@Selector String peerId) {
		return peer(peerId, this.showValues.isShown(true)).orElse(null);
	}

	@WriteOperation
	PeerReport dial(String address) {
		return dial(address, this.showValues.isShown(true));
	}

	@DeleteOperation
	@Nullable PeerReport disconnect(@Selector String peerId) {
		return disconnect(peerId, this.showValues.isShown(true)).orElse(null);
	}

	NoiseReport report(boolean showValues) {
		return NoiseReport.of(this.node, view(showValues));
	}

	Optional<PeerReport> peer(String peerId, boolean showValues) {
		return this.node.peer(peerId).map((peer) -> PeerReport.of(peer, view(showValues)));
	}

	PeerReport dial(String address, boolean showValues) {
		return PeerReport.of(this.node.dial(address), view(showValues));
	}

	/**
	 * Disconnects a peer and waits until that is done.
	 * @return the peer that was, empty if there was none
	 */
	Optional<PeerReport> disconnect(String peerId, boolean showValues) {
		return this.node.peer(peerId).map((peer) -> {
			peer.disconnect();
			return PeerReport.of(peer, view(showValues));
		});
	}

	private MetadataView view(boolean showValues) {
		return new MetadataView(this.sanitizer, showValues);
	}

}
