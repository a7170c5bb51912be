package io.noise.session.channel;

import java.util.Optional;

import io.noise.identity.NodeId;
import io.noise.wire.FrameReceiver;
import io.noise.wire.ReadFlow;
import io.noise.wire.ReadFlow;

/**
 * Who is told what a session does. All calls come on the connection's event loop; frames
 * only after {@link #established}.
 */
public interface SessionListener extends FrameReceiver {

	/**
	 * The session stands: both ends may send messages.
	 * @param identity who the other end has proven to be, where the kind of session
	 * proves it
	 * @param flow stops and starts the frames
	 */
	void established(Optional<NodeId> identity, ReadFlow flow);

}
