package io.noise.spring.event;

import io.noise.Node;
import io.noise.Peer;

import org.springframework.context.ApplicationEvent;

/**
 * Something happened to a peer. Published in the context that has the node, after the
 * hooks that were there when the context started.
 *
 * <pre class="code">
 * &#64;Component
 * class Directory {
 *
 *     &#64;EventListener
 *     void gone(PeerDisconnectedEvent event) { … }
 *
 * }</pre>
 *
 * <b>Threads.</b> A listener is called as a hook is, one event of a peer after the other:
 * it may block, and holds up its own peer only; what it throws is logged, and the peer
 * stays. One that is {@code @Async} holds up nothing, and may be overtaken by later
 * events of its peer.
 */
public abstract sealed class PeerEvent extends ApplicationEvent
		permits PeerConnectedEvent, PeerDialedEvent, PeerInitializedEvent, PeerDisconnectedEvent {

	private static final long serialVersionUID = 1L;

	private final transient Peer peer;

	PeerEvent(Peer peer) {
		super(source(peer));
		this.peer = peer;
	}

	/** The node, or the peer itself if it is a mock or fake that has none. */
	private static Object source(Peer peer) {
		try {
			Node node = peer.node();
			return (node != null) ? node : peer;
		}
		catch (UnsupportedOperationException ex) {
			return peer;
		}
	}

	/**
	 * The peer to which something happened.
	 * @return the peer
	 */
	public final Peer peer() {
		return this.peer;
	}

	/**
	 * The node of the peer, which is also the event's source.
	 * @return the node
	 */
	public final Node node() {
		return this.peer.node();
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[" + this.peer + "]";
	}

}
