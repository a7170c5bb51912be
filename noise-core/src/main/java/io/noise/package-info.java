/**
 * The API: {@link io.noise.Node} and {@link io.noise.Peer}, their metadata, messages,
 * hooks and exceptions. Read {@link io.noise.Node} first.
 *
 * <pre>
 * The way of a frame in; all on the connection's event loop but for the last step:
 *
 *   socket -&gt; ConnectionTraffic -&gt; session's handlers   -&gt; ConnectionTail -&gt; ConversationInbound -&gt; Inbox -&gt; Lane
 *             counts               (FrameDecoder, ...)       hands over        judges, copies         keeps    decodes,
 *                                  cut                                                                         runs handlers
 *
 * The way of a message out; the first step on the sender's thread, the others on the event loop:
 *
 *   send -&gt; ConversationOutbound -&gt; Outbox -&gt; session's frames   -&gt; ConnectionTraffic -&gt; socket
 *           encodes                 queues    many in one buffer    counts
 * </pre>
 *
 * The engine below implements it, in packages that are not exported:
 * {@code io.noise.engine} makes connections and runs hooks, {@code io.noise.queue} keeps
 * messages that wait, {@code io.noise.message} knows their types,
 * {@code io.noise.concurrent} has the threads. {@link io.noise.Node#builder()} is the one
 * way into it.
 */
@NullMarked
package io.noise;

import org.jspecify.annotations.NullMarked;
