/**
 * The engine below the API. {@code NodeAssembly} puts a node together; read it first.
 *
 * <pre>
 * Node…        the node: settings, builder, assembly, addresses, hooks, shutdown (LocalNode)
 * Listen…      binds the port
 * Accept…      accepts channels, and bounds them by address, while pending, and as peers
 * Dial…        makes outbound connections, in turns, and settles dials that cross
 * Reconnect…   keeps addresses connected
 * Admission…   decides whether a node becomes a peer
 * Connection…  one connection, from its channel to its end
 * Conversation… the messages of one connection (Broadcast)
 * Peer…        a connection as users see it (ConnectedPeer), until its last hook has run
 * Hook…        users' callbacks
 * </pre>
 *
 * {@code Failures} is the one place where exceptions of the layers below become those of
 * the API; {@code Refusals} counts what limits, trust and authorizers have refused.
 */
@NullMarked
package io.noise.engine;

import org.jspecify.annotations.NullMarked;
