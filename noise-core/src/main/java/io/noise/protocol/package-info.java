/**
 * Protocols: what runs between two peers before the application does. Read
 * {@link io.noise.protocol.Block} first. Built on the public API of {@code io.noise},
 * like anybody's.
 * <p>
 * {@link io.noise.protocol.Ecdh}, {@link io.noise.protocol.Aead} and
 * {@link io.noise.protocol.EddsaFooter} are those of Go noise v1.0, over the same
 * handshake and ciphers as the session {@code legacy}.
 */
@NullMarked
package io.noise.protocol;

import org.jspecify.annotations.NullMarked;
