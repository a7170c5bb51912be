/**
 * Frames: a stream of bytes, cut into messages. Read {@link io.noise.wire.FrameDecoder}
 * first. Not exported.
 */
@NullMarked
package io.noise.wire;

import org.jspecify.annotations.NullMarked;
