/**
 * The API: {@link io.noise.Node} and {@link io.noise.Peer}, their metadata, messages,
 * hooks and exceptions. Read {@link io.noise.Node} first.
 *
 * <pre>
 * The path of a received frame; all steps run on the connection's event loop except the last:
 *
 *   socket -&gt; ConnectionTraffic -&gt; session's handlers   -&gt; ConnectionTail -&gt; ConversationInbound -&gt; Inbox -&gt; Lane
 *             counts               (FrameDecoder, ...)       hands over        checks, copies         queues    decodes,
 *                                  cut                                                                          runs handlers
 *
 * The path of a sent message; the first step runs on the sender's thread, the others on the event loop:
 *
 *   send -&gt; ConversationOutbound -&gt; Outbox -&gt; session's frames   -&gt; ConnectionTraffic -&gt; socket
 *           encodes                 queues    many in one buffer    counts
 * </pre>
 *
 * The engine implements it, in packages that are not exported: {@code io.noise.engine}
 * makes connections and runs hooks, {@code io.noise.queue} holds queued messages,
 * {@code io.noise.message} knows their types, {@code io.noise.concurrent} has the
 * threads. {@link io.noise.Node#builder()} is the only entry to it.
 */
@NullMarked
package io.noise;

import org.jspecify.annotations.NullMarked;
