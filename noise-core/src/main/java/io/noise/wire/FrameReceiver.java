package io.noise.wire;

import io.netty.buffer.ByteBuf;

/**
 * Takes frames as they are decoded. Runs on the connection's event loop.
 */
@FunctionalInterface
public interface FrameReceiver {

	/**
	 * Takes one frame.
	 * @param body exactly the frame's bytes between its reader and writer index; they
	 * belong to the decoder and are valid during this call only
	 */
	void frame(ByteBuf body);

}
