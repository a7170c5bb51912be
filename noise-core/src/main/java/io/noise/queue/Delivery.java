package io.noise.queue;

import java.util.function.BooleanSupplier;

import io.noise.Peer;
import io.noise.concurrent.EventLoopThread;
import io.noise.concurrent.Lane;
import io.noise.message.HandlerTable.Entry;
import io.noise.message.ReceivedMessage;

/**
 * A message that was taken from the queue for handlers, with the handlers at that moment.
 * The first of them always gets it, so that every message that is taken is also handled.
 */
public final class Delivery {

	private final ReceivedMessage received;

	private final Entry[] ofPeer;

	private final Entry[] ofNode;

	Delivery(ReceivedMessage received, Entry[] ofPeer, Entry[] ofNode) {
		this.received = received;
		this.ofPeer = ofPeer;
		this.ofNode = ofNode;
	}

	/** Whether it is for handlers. */
	boolean isWanted() {
		return hasHandlers() || this.received.isRequest();
	}

	/**
	 * Whether there is a handler for messages of its type.
	 */
	public boolean hasHandlers() {
		return this.ofPeer.length > 0 || this.ofNode.length > 0;
	}

	/**
	 * Whether all its handlers may run on an event loop. A request always has a reply to
	 * wait for.
	 */
	public boolean isDirect() {
		return !this.received.isRequest() && areDirect(this.ofPeer) && areDirect(this.ofNode);
	}

	private static boolean areDirect(Entry[] entries) {
		for (Entry entry : entries) {
			if (!entry.isDirect()) {
				return false;
			}
		}
		return true;
	}

	public ReceivedMessage received() {
		return this.received;
	}

	/**
	 * Calls the handlers, those of the peer first, from inside a task of the peer's lane.
	 * @param message the decoded message
	 * @param goesOn whether another handler may be called
	 * @return false if a handler failed
	 */
	public boolean handle(Lane lane, Peer from, Object message, BooleanSupplier goesOn) {
		boolean good = true;
		int count = this.ofPeer.length + this.ofNode.length;
		for (int i = 0; i < count; i++) {
			Entry entry = (i < this.ofPeer.length) ? this.ofPeer[i] : this.ofNode[i - this.ofPeer.length];
			if (i == 0 || (!entry.isClosed() && goesOn.getAsBoolean())) {
				Lane.Hook call = () -> entry.handler().handle(from, message);
				good &= lane.call(entry.handler(), this.received,
						entry.isDirect() ? () -> EventLoopThread.runAsOn(call) : call);
			}
		}
		return good;
	}

}
