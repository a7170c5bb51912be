/**
 * Records as bytes, without a codec written by hand. Read
 * {@link io.noise.record.RecordCodec} first: it says how each type lies in a payload. A
 * {@code Shape} writes and reads the values of one type; {@code ShapeCompiler} finds the
 * shape of each component once, so that no message is reflected upon. Not exported.
 */
@NullMarked
package io.noise.record;

import org.jspecify.annotations.NullMarked;
