package io.noise.queue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a connection that go before all messages and need no credit, in their order.
 * Any thread adds frames, the event loop removes them. Their number is bounded by the
 * code that adds them: answers by the places of requests and by the credit of those that
 * were refused, cancellations by the requests that were sent.
 */
final class UrgentFrames {

	/** Created with the first frame: most connections have none. */
	private volatile @Nullable Queue<UrgentFrame> queue;

	void add(UrgentFrame frame) {
		queue().add(frame);
	}

	private Queue<UrgentFrame> queue() {
		Queue<UrgentFrame> present = this.queue;
		if (present == null) {
			synchronized (this) {
				present = this.queue;
				if (present == null) {
					present = new ConcurrentLinkedQueue<>();
					this.queue = present;
				}
			}
		}
		return present;
	}

	@Nullable UrgentFrame poll() {
		Queue<UrgentFrame> present = this.queue;
		return (present != null) ? present.poll() : null;
	}

	boolean isEmpty() {
		Queue<UrgentFrame> present = this.queue;
		return present == null || present.isEmpty();
	}

}
