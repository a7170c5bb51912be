/**
 * The fields of a message as bytes: {@link io.noise.payload.PayloadWriter} puts them into
 * a payload, {@link io.noise.payload.PayloadReader} takes them out again. Everything is
 * little-endian and as the Go original writes it. For those who write a codec by hand;
 * records need none.
 */
@NullMarked
package io.noise.payload;

import org.jspecify.annotations.NullMarked;
