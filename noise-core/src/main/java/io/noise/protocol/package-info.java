/**
 * Protocols: what runs between two peers before the application does. Read
 * {@link io.noise.protocol.Block} first. Built on the public API of {@code io.noise},
 * like anybody's.
 */
@NullMarked
package io.noise.protocol;

import org.jspecify.annotations.NullMarked;
