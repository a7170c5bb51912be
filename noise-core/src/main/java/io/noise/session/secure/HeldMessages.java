package io.noise.session.secure;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.noise.wire.FrameReceiver;
import org.jspecify.annotations.Nullable;

/**
 * Holds messages, and requests among them, back while the node wants none, as control
 * frames pass by. Credit bounds what is here. The event loop's alone.
 */
final class HeldMessages {

	/** Present while messages wait. */
	private @Nullable Deque<Held> waiting;

	private boolean paused;

	private boolean handing;

	/** Present while actions wait. */
	private @Nullable Deque<Runnable> actions;

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
		return this.paused || this.waiting != null;
	}

	/**
	 * Hands a message to its receiver, at once unless messages wait.
	 */
	void add(ByteBuf message, FrameReceiver receiver) {
		if (isHolding()) {
			this.waiting = (this.waiting != null) ? this.waiting : new ArrayDeque<>();
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
		this.actions = (this.actions != null) ? this.actions : new ArrayDeque<>();
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
			for (Held next = nextHeld(); next != null; next = nextHeld()) {
				next.receiver().frame(next.message());
			}
		}
		finally {
			this.handing = false;
		}
		for (Runnable next = nextAction(); next != null; next = nextAction()) {
			next.run();
		}
	}

	private @Nullable Held nextHeld() {
		if (this.paused || this.waiting == null) {
			return null;
		}
		Held next = this.waiting.poll();
		this.waiting = this.waiting.isEmpty() ? null : this.waiting;
		return next;
	}

	private @Nullable Runnable nextAction() {
		if (this.paused || this.actions == null) {
			return null;
		}
		Runnable next = this.actions.poll();
		this.actions = this.actions.isEmpty() ? null : this.actions;
		return next;
	}

}
