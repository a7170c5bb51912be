/**
 * A small sample application. Read {@code PeerLog} first, which contains the hooks, then
 * {@code Greeter}, which answers messages.
 */
@NullMarked
package io.noise.sample;

import org.jspecify.annotations.NullMarked;
