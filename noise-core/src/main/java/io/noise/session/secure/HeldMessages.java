package io.noise.session.secure;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.noise.wire.FrameReceiver;

/**
 * Holds messages, and requests among them, back while the node wants none, as control
 * frames pass by. Credit bounds what is here. The event loop's alone.
 */
final class HeldMessages {

	private final Deque<Held> waiting = new ArrayDeque<>(1);

	private boolean paused;

	private boolean handing;

	private final Deque<Runnable> actions = new ArrayDeque<>(1);

	/**
	 * A message that waits.
	 *
	 * @param message a copy on the heap
	 * @param receiver gets it
	 */
	private record Held(ByteBuf message, FrameReceiver receiver) {
	}

	/**
	 * Whether a message that comes now has to wait.
	 */
	boolean isHolding() {
		return this.paused || !this.waiting.isEmpty();
	}

	/**
	 * Hands a message to its receiver, at once unless messages wait.
	 */
	void add(ByteBuf message, FrameReceiver receiver) {
		if (isHolding()) {
			this.waiting.add(new Held(Unpooled.copiedBuffer(message), receiver));
		}
		else {
			receiver.frame(message);
		}
	}

	/**
	 * Runs an action after the messages that are here.
	 */
	void after(Runnable action) {
		this.actions.add(action);
		handOn();
	}

	void pause() {
		this.paused = true;
	}

	void resume() {
		this.paused = false;
		handOn();
	}

	private void handOn() {
		if (this.handing) {
			return;
		}
		this.handing = true;
		try {
			while (!this.paused && !this.waiting.isEmpty()) {
				Held next = this.waiting.remove();
				next.receiver().frame(next.message());
			}
		}
		finally {
			this.handing = false;
		}
		while (!this.paused && !this.actions.isEmpty()) {
			this.actions.remove().run();
		}
	}

}
