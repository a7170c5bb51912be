package io.noise.spring.hook;

import io.noise.Node;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a hook or message method, from which its arguments are taken.
 *
 * @param node the node that calls
 * @param peer the peer to which something happened, or which sent the message
 * @param message the message; null where a hook is called
 */
record HookCall(Node node, Peer peer, @Nullable Object message) {
}
