package io.noise.queue;

import io.netty.buffer.ByteBuf;

/**
 * A frame that goes before all messages. Used on the event loop.
 */
public interface UrgentFrame {

	/** Writes the frame, or nothing if it is not wanted any more. */
	void encode(OutboxFrames frames, ByteBuf out);

	/**
	 * Notes that the frame was handed to the operating system, or could not be.
	 */
	default void left() {
	}

}
