package io.noise.queue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.noise.queue.ReadGate.Reason;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what has come and was not taken within a bound: where the session gives credit,
 * by telling it what was taken; elsewhere reading pauses until half of the bound is free.
 */
public final class ReceiveWindow {

	/** How much must be taken before it is worth telling the session. */
	private static final int MAX_STEP_BYTES = 64 << 10;

	/**
	 * But never more than a small part of the window: whoever waits for it would wait for
	 * ever.
	 */
	private static final int PARTS = 8;

	private final ReadGate gate;

	private final Consumer<Runnable> loop;

	/** Beyond this much reading pauses. */
	private final int maxBytes;

	private final int stepBytes;

	/**
	 * What is here and was not taken; where there is credit, what was taken and the
	 * session was not told of.
	 */
	private final AtomicLong bytes = new AtomicLong();

	private final AtomicBoolean telling = new AtomicBoolean();

	/** Present where credit bounds what comes, so that reading need not stop for it. */
	private volatile @Nullable SessionLink credited;

	private volatile boolean overfull;

	/**
	 * An empty backlog.
	 * @param gate closed while there is too much
	 * @param maxBytes how much may wait; where there is credit, what the other end is
	 * given of it
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
	 * A message has come.
	 * @return whether it is one too many
	 */
	public boolean add(int cost) {
		return this.credited == null && this.bytes.addAndGet(cost) > this.maxBytes;
	}

	/**
	 * Stops reading until there is room, if that is not so by now.
	 */
	public void pause() {
		this.overfull = true;
		this.gate.close(Reason.BACKLOG);
		// What freed room before the line above was reached opens nothing.
		resumeIfThereIsRoom();
	}

	private void resumeIfThereIsRoom() {
		if (this.bytes.get() <= this.maxBytes / 2) {
			this.overfull = false;
			this.gate.open(Reason.BACKLOG);
		}
	}

	// --- from any thread

	/**
	 * Messages were taken.
	 */
	public void taken(int cost) {
		SessionLink link = this.credited;
		if (link != null) {
			giveCredit(link, cost);
		}
		else if (this.bytes.addAndGet(-cost) <= this.maxBytes / 2 && this.overfull
				&& this.telling.compareAndSet(false, true)) {
			this.loop.accept(() -> {
				this.telling.set(false);
				resumeIfThereIsRoom();
			});
		}
	}

	/** Collected, so that the event loop is troubled only now and then. */
	private void giveCredit(SessionLink link, int cost) {
		if (this.bytes.addAndGet(cost) >= this.stepBytes && this.telling.compareAndSet(false, true)) {
			this.loop.accept(() -> {
				this.telling.set(false);
				link.taken(this.bytes.getAndSet(0));
			});
		}
	}

}
