package io.noise.session.secure;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.noise.wire.FrameReceiver;

/**
 * Holds messages back while the node wants none, as control frames pass by. Credit bounds
 * what is here. The event loop's alone.
 */
final class HeldMessages {

	private final FrameReceiver receiver;

	private final Deque<byte[]> waiting = new ArrayDeque<>();

	private boolean paused;

	private boolean handing;

	private final Deque<Runnable> actions = new ArrayDeque<>();

	HeldMessages(FrameReceiver receiver) {
		this.receiver = receiver;
	}

	void add(ByteBuf message) {
		if (this.paused || !this.waiting.isEmpty()) {
			this.waiting.add(ByteBufUtil.getBytes(message));
		}
		else {
			this.receiver.frame(message);
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
				this.receiver.frame(Unpooled.wrappedBuffer(this.waiting.remove()));
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
