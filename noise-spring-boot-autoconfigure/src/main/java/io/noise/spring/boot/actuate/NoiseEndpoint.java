package io.noise.spring.boot.actuate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.spring.node.OptionalOperations;
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
 * These are the operations of JMX, whose users all count as authorized;
 * {@link NoiseEndpointWebExtension} replaces them over HTTP. For an unknown peer they
 * return null.
 */
@Endpoint(id = "noise", defaultAccess = Access.READ_ONLY)
final class NoiseEndpoint {

	/** Maximum duration of a request. A dial has time limits of its own. */
	private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

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

	NoiseReport report(boolean showValues, @Nullable Integer offset, @Nullable Integer limit) {
		return NoiseReport.of(this.node, view(showValues), offset, limit);
	}

	Optional<PeerReport> peer(String peerId, boolean showValues) {
		return this.node.peer(peerId).map((peer) -> PeerReport.of(peer, view(showValues)));
	}

	PeerReport dial(String address, boolean showValues) {
		return PeerReport.of(reach(address), view(showValues));
	}

	/** Dials without waiting for hooks, which may block as long as they like. */
	private Peer reach(String address) {
		CompletableFuture<Peer> dial = OptionalOperations.reachAsync(this.node, address);
		try {
			return dial.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
		}
		catch (TimeoutException ex) {
			dial.cancel(false);
			throw new NoiseException("dial " + address + ": no peer within " + LONGEST_WAIT, ex);
		}
		catch (InterruptedException ex) {
			dial.cancel(false);
			Thread.currentThread().interrupt();
			throw new NoiseException("dial " + address + ": interrupted", ex);
		}
	}

	/**
	 * Disconnects a peer and waits until that is done.
	 * @return the peer as it was; empty if there was none
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
