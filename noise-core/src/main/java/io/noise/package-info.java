/**
 * The door: {@link io.noise.Node} and {@link io.noise.Peer}. Read {@link io.noise.Node}
 * first.
 *
 * <pre>
 * The way of a frame in (each arrow on the connection's event loop, but for the last):
 *
 *   socket -&gt; Traffic -&gt; handlers of the session (FrameDecoder, ...) -&gt; Connection -&gt; Lane -&gt; user code
 *             counts     cuts, opens                                   judges        a worker thread
 * </pre>
 *
 * Who does what behind the door: {@code Listener} and {@code Dialer} make
 * {@code Connection}s; {@code Connections} knows them all; {@code Lane} runs the hooks of
 * one; {@code Keeper} redials; {@code Shutdown} ends it all; {@code NodeRuntime} has the
 * threads; {@code Failures} says what exceptions from below mean up here.
 */
@NullMarked
package io.noise;

import org.jspecify.annotations.NullMarked;
