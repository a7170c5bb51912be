package io.noise.spring.event;

import java.util.function.Function;

import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.Registration;
import io.noise.spring.node.OptionalOperations;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes events of the peers of a node. The bean is defined after the hooks'
 * registrar, so that its own hooks are the last. The node is held back until they are
 * registered.
 */
public final class PeerEventPublisher implements SmartInitializingSingleton {

	private final Node node;

	private final ApplicationEventPublisher publisher;

	private final Registration holdBack;

	/**
	 * A publisher that begins once all singletons exist.
	 * @param node the node of the peers
	 * @param publisher the receiver of the events
	 */
	public PeerEventPublisher(Node node, ApplicationEventPublisher publisher) {
		this.node = node;
		this.publisher = publisher;
		this.holdBack = OptionalOperations.holdBack(node,
				"once peer events are published, after all singletons are made");
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.node.onPeerConnected(publish(PeerConnectedEvent::new));
		this.node.onPeerDialed(publish(PeerDialedEvent::new));
		this.node.onPeerInit(publish(PeerInitializedEvent::new));
		this.node.onPeerDisconnected(
				publish((peer) -> new PeerDisconnectedEvent(peer, peer.disconnectReason().orElseThrow())));
		this.holdBack.close();
	}

	private PeerCallback publish(Function<Peer, PeerEvent> event) {
		return new PeerCallback() {

			@Override
			public void handle(Node node, Peer peer) {
				PeerEventPublisher.this.publisher.publishEvent(event.apply(peer));
			}

			@Override
			public String toString() {
				return "that publishes events to listeners";
			}

		};
	}

}
