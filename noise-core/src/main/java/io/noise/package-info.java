/**
 * The door: {@link io.noise.Node} and {@link io.noise.Peer}. Read {@link io.noise.Node}
 * first.
 *
 * <pre>
 * The way of a frame in; all on the connection's event loop but for the last step:
 *
 *   socket -&gt; Traffic -&gt; handlers of the session -&gt; ConnectionTail -&gt; Inbound  -&gt; Inbox   -&gt; Lane
 *             counts     (FrameDecoder, ...) cut    judges            copies      keeps     decodes, runs handlers
 *
 * The way of a message out; the first step on the sender's thread, the others on the event loop:
 *
 *   send -&gt; Outbound -&gt; Outbox  -&gt; the session's frames -&gt; Traffic -&gt; socket
 *           encodes     queues     many in one buffer      counts
 * </pre>
 *
 * Who does what behind the door: {@code Listener} and {@code Dialer} make
 * {@code Connection}s, each with its {@code Conversation}; {@code Connections} knows them
 * all; {@code Lane} runs the hooks and handlers of one; {@code Keeper} redials;
 * {@code Shutdown} ends it all; {@code NodeRuntime} has the threads; {@code Failures}
 * says what exceptions from below mean up here.
 */
@NullMarked
package io.noise;

import org.jspecify.annotations.NullMarked;
