package io.noise.queue;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

import io.noise.queue.ReadGate.Reason;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the received messages of a peer that wait to be taken. In sessions with credit,
 * it grants new credit as messages are taken; in others, it pauses reading until half of
 * the bound is free.
 */
public final class ReceiveWindow {

	/** The largest number of bytes for which credit is granted at once. */
	private static final int MAX_STEP_BYTES = 64 << 10;

	/**
	 * The number of steps in a window, at least. With larger steps, a sender could wait
	 * for credit that is never granted.
	 */
	private static final int PARTS = 8;

	private static final AtomicLongFieldUpdater<ReceiveWindow> BYTES = AtomicLongFieldUpdater
		.newUpdater(ReceiveWindow.class, "bytes");

	private static final AtomicIntegerFieldUpdater<ReceiveWindow> TELLING = AtomicIntegerFieldUpdater
		.newUpdater(ReceiveWindow.class, "telling");

	private final ReadGate gate;

	private final Consumer<Runnable> loop;

	/** The bound, above which reading pauses. */
	private final int maxBytes;

	private final int stepBytes;

	/**
	 * Bytes that wait to be taken; in sessions with credit, bytes that were taken and for
	 * which no credit has been granted.
	 */
	private volatile long bytes;

	/** 1 while the event loop is about to be told. */
	private volatile int telling;

	/** The session, if it has credit, so that reading need not pause. */
	private volatile @Nullable SessionLink credited;

	private volatile boolean overfull;

	/**
	 * Creates an empty window.
	 * @param gate closed while the bound is exceeded
	 * @param maxBytes the bound; in sessions with credit, the credit of the other side
	 * @param loop runs tasks on the event loop
	 */
	public ReceiveWindow(ReadGate gate, int maxBytes, Consumer<Runnable> loop) {
		this.gate = gate;
		this.stepBytes = Math.min(MAX_STEP_BYTES, maxBytes / PARTS);
		this.maxBytes = maxBytes;
		this.loop = loop;
	}

	// --- on the event loop

	/**
	 * Begins, before the first message.
	 */
	public void begin(SessionLink link) {
		this.credited = link.limitsByCredit() ? link : null;
	}

	/**
	 * Adds a message that has arrived.
	 * @return whether the bound is exceeded
	 */
	public boolean add(int cost) {
		return this.credited == null && BYTES.addAndGet(this, cost) > this.maxBytes;
	}

	/**
	 * Pauses reading until there is room, unless there is room by now.
	 */
	public void pause() {
		this.overfull = true;
		this.gate.close(Reason.BACKLOG);
		// Room that was freed before the line above did not resume reading.
		resumeIfThereIsRoom();
	}

	private void resumeIfThereIsRoom() {
		if (this.bytes <= this.maxBytes / 2) {
			this.overfull = false;
			this.gate.open(Reason.BACKLOG);
		}
	}

	// --- from any thread

	/**
	 * Frees the room of messages that were taken.
	 */
	public void taken(int cost) {
		SessionLink link = this.credited;
		if (link != null) {
			giveCredit(link, cost);
		}
		else if (BYTES.addAndGet(this, -cost) <= this.maxBytes / 2 && this.overfull
				&& TELLING.compareAndSet(this, 0, 1)) {
			this.loop.accept(() -> {
				this.telling = 0;
				resumeIfThereIsRoom();
			});
		}
	}

	/** Collects credit, so that it costs the event loop a task only now and then. */
	private void giveCredit(SessionLink link, int cost) {
		if (BYTES.addAndGet(this, cost) >= this.stepBytes && TELLING.compareAndSet(this, 0, 1)) {
			this.loop.accept(() -> {
				this.telling = 0;
				link.taken(BYTES.getAndSet(this, 0));
			});
		}
	}

}
