package io.noise.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.noise.Registration;
import io.noise.message.ReceivedMessage;
import io.noise.queue.ReadGate.Reason;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages that have arrived to the inbox, those of one read together, and stops
 * reading where needed: while the bound is exceeded, while interceptors are being
 * changed, and until a setup asks for a message.
 */
public final class ReceiveFlow {

	private final Inbox inbox;

	private final ReceiveWindow window;

	private final ReadGate gate;

	/** Created with the first lock: most peers have none. */
	private volatile @Nullable ReceiveLocks locks;

	private final Consumer<Runnable> loop;

	/** The messages of this read, if there are any. Used on the event loop only. */
	private @Nullable List<ReceivedMessage> arrived;

	/** How many came with the read before. */
	private int expected = 1;

	private volatile boolean settingUp;

	/**
	 * Creates a flow that has not begun.
	 * @param inbox takes the messages
	 * @param window their bound
	 * @param gate stops reading
	 * @param loop runs tasks on the event loop, for as long as there is one
	 */
	public ReceiveFlow(Inbox inbox, ReceiveWindow window, ReadGate gate, Consumer<Runnable> loop) {
		this.inbox = inbox;
		this.window = window;
		this.gate = gate;
		this.loop = loop;
	}

	// --- on the event loop

	/**
	 * Begins, before the first frame.
	 * @param pulled whether each frame waits until it is asked for, as a setup needs it
	 */
	public void begin(SessionLink link, boolean pulled) {
		this.gate.attach(link);
		this.window.begin(link);
		if (pulled) {
			this.settingUp = true;
			this.gate.close(Reason.SETUP);
		}
	}

	/**
	 * Whether reading has stopped. What comes nevertheless is of a connection that has
	 * ended, and nobody is left who could read it.
	 */
	public boolean isStopped() {
		return this.gate.isClosed(Reason.LOCK) || this.gate.isClosed(Reason.SETUP);
	}

	/**
	 * Remembers a message until the end of this read, so that the inbox gets whole
	 * batches; where reading must stop at this very message, no longer.
	 */
	public void add(ReceivedMessage received) {
		this.arrived = (this.arrived != null) ? this.arrived : new ArrayList<>(this.expected);
		this.arrived.add(received);
		if (this.window.add(received.cost())) {
			flush();
			this.window.pause();
			this.inbox.tellUnclaimed();
		}
		ReceiveLocks present = this.locks;
		if (present != null && present.stopsBehind(received.type().opcode())) {
			this.gate.close(Reason.LOCK);
			flush();
		}
		if (this.settingUp) {
			flush();
			closeUnlessAsked();
		}
	}

	/**
	 * Frees the room of a message that was not added.
	 */
	public void freed(int cost) {
		this.window.taken(cost);
	}

	/**
	 * Hands over what has come with one read.
	 */
	public void flush() {
		List<ReceivedMessage> batch = this.arrived;
		if (batch != null) {
			this.arrived = null;
			this.expected = batch.size();
			this.inbox.put(batch);
		}
	}

	private void closeUnlessAsked() {
		if (this.settingUp && !this.inbox.isAsked()) {
			this.gate.close(Reason.SETUP);
		}
	}

	private void openIfAsked() {
		if (!this.settingUp || this.inbox.isAsked()) {
			this.gate.open(Reason.SETUP);
		}
	}

	/**
	 * Reads on to see the end of the connection; nobody looks at what comes before it.
	 */
	public void openForGood() {
		this.gate.openForGood();
	}

	// --- from any thread

	public boolean isSettingUp() {
		return this.settingUp;
	}

	/**
	 * Lets frames flow again, if there was a setup.
	 */
	public void endSetup() {
		if (this.settingUp) {
			this.loop.accept(() -> {
				this.settingUp = false;
				this.gate.open(Reason.SETUP);
			});
		}
	}

	/**
	 * Requests the next message of a type, and lets it come.
	 */
	public CompletableFuture<ReceivedMessage> ask(int opcode) {
		CompletableFuture<ReceivedMessage> answer = this.inbox.ask(opcode);
		if (this.settingUp && !answer.isDone()) {
			this.loop.accept(this::openIfAsked);
		}
		return answer;
	}

	/**
	 * Withdraws a request.
	 * @return false if it was answered in the meantime
	 */
	public boolean cancel(int opcode, CompletableFuture<ReceivedMessage> answer) {
		boolean cancelled = this.inbox.cancel(opcode, answer);
		if (this.settingUp) {
			this.loop.accept(this::closeUnlessAsked);
		}
		return cancelled;
	}

	/**
	 * Stops reading after the next message with an opcode, until the lock is opened.
	 */
	public Registration lock(int opcode) {
		return locks().add(opcode);
	}

	private synchronized ReceiveLocks locks() {
		ReceiveLocks present = this.locks;
		if (present == null) {
			present = new ReceiveLocks(this.loop, () -> this.gate.open(Reason.LOCK));
			this.locks = present;
		}
		return present;
	}

}
