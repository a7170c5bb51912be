package io.noise;

import java.util.Collection;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The measurements of a node, for monitoring systems: what {@link NodeStats} does not
 * have. Counts begin when the node is built and never decrease. Every method may be
 * called by any thread and at any time, also before the node listens and after it is
 * closed. None tells anything that a remote node has chosen.
 */
public interface NodeMeters {

	/** The reasons for which received messages are dropped. */
	enum Drop {

		/** Neither handled nor received when the disconnect hooks of the peer had run. */
		DISCONNECTED,

		/** Dropped by a block of the protocol. */
		PROTOCOL

	}

	/**
	 * Returns the number of dials that have failed.
	 * @param reason the reason
	 * @return the number, for {@link DialException.Reason#SELF} too
	 */
	long failedDials(DialException.Reason reason);

	/**
	 * Returns the number of peers that have disconnected.
	 * @param reason the reason, as this side knows it
	 * @return the number
	 */
	long disconnects(DisconnectReason reason);

	/**
	 * Returns the number of bytes on all sockets, including all overhead and connections
	 * that never became peers.
	 * @param direction inbound for those read, outbound for those written
	 * @return the number
	 */
	long bytes(Direction direction);

	/**
	 * Returns the number of messages of a type, including requests and replies.
	 * @param direction inbound for those read, outbound for those accepted for sending
	 * @param opcode the opcode of the type at this node, 1 to 255
	 * @return the number
	 */
	long messages(Direction direction, int opcode);

	/**
	 * Returns the number of received messages that were dropped.
	 * @param reason the reason
	 * @return the number
	 */
	long droppedMessages(Drop reason);

	/**
	 * Returns the size of all messages that wait at this moment.
	 * @param direction outbound for those that wait to be sent, inbound for those that
	 * wait to be handled or received
	 * @return the size in bytes, with 64 bytes added for each message
	 */
	long queuedBytes(Direction direction);

	/**
	 * Returns the size of the messages of that peer for which most of them wait.
	 * @param direction as for {@link #queuedBytes}
	 * @return the size in bytes, with 64 bytes added for each message
	 */
	long maxQueuedBytes(Direction direction);

	/**
	 * Returns the event loops of the node.
	 * @return all that have been made; empty before the node listens or dials
	 */
	Collection<? extends ScheduledExecutorService> eventLoops();

	/**
	 * Adds an observer, which is told of everything that takes time from now on.
	 * @param observer the observer
	 * @return closing it removes the observer
	 */
	Registration observe(NodeObserver observer);

}
