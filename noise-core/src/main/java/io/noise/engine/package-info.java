/**
 * The engine below the API. {@code NodeAssembly} puts a node together; read it first.
 *
 * <pre>
 * Node…        the node: settings, builder, assembly, hooks, shutdown
 * Listen…      binds the port and knows the node's addresses
 * Accept…      lets channels in, within limits
 * Admission…   decides whether a node becomes a peer
 * Dial…        makes outbound connections, in turns
 * Reconnect…   keeps addresses connected (Kept…)
 * Connection…  a connection, from its first moment to its end; Conversation is what its ends say
 * Peer…        a connection as users see it
 * Hook…        users' callbacks
 * </pre>
 *
 * {@code Failures} is the one place where exceptions of the layers below become those of
 * the API.
 */
@NullMarked
package io.noise.engine;

import org.jspecify.annotations.NullMarked;
