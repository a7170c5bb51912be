package io.noise.session.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import io.noise.session.Session;

/**
 * The working side of a session: what every kind implements. One instance serves all
 * connections of a node.
 */
public interface ChannelSession extends Session {

	/**
	 * The name of the last handler of the pipeline, before which a session adds its own.
	 */
	String TAIL = "connection";

	/**
	 * Takes charge of a connection that has just become active: adds its handlers before
	 * {@link #TAIL} and from then on tells the listener what happens. Runs on the
	 * connection's event loop. What goes wrong is fired down the pipeline as an
	 * exception, behind which the connection is closed.
	 * @param channel the connection
	 * @param role which end of it this is
	 * @param limits what the node allows
	 * @param listener whom to tell
	 */
	void open(Channel channel, Role role, SessionLimits limits, SessionListener listener);

	/**
	 * Writes one message as a frame of this session.
	 * @param body the message
	 * @param out where to, behind other frames of the same write
	 */
	void encode(byte[] body, ByteBuf out);

}
