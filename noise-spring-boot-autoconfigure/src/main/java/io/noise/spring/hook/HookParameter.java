package io.noise.spring.hook;

import java.util.function.BiFunction;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;

/**
 * What a parameter of a hook method may be.
 *
 * @param type the type by which a method asks for it
 * @param value what the method gets
 */
record HookParameter(Class<?> type, BiFunction<Node, Peer, Object> value) {

	static final HookParameter NODE = new HookParameter(Node.class, (node, peer) -> node);

	static final HookParameter PEER = new HookParameter(Peer.class, (node, peer) -> peer);

	static final HookParameter REASON = new HookParameter(DisconnectReason.class,
			(node, peer) -> peer.disconnectReason().orElseThrow());

}
