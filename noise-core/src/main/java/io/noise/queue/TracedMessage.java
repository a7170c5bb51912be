package io.noise.queue;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.noise.concurrent.Dependents;

/**
 * A message to send with extensions, which take room in the queue as well.
 */
public final class TracedMessage extends QueuedMessage {

	private final byte[] extensions;

	/**
	 * Creates a message.
	 * @param dependents as for a message without extensions
	 * @param body as for a message without extensions
	 * @param deadlineNanos as for a message without extensions
	 * @param blocking as for a message without extensions
	 * @param forget as for a message without extensions
	 * @param extensions sent along where the session can
	 */
	public TracedMessage(Dependents dependents, byte[] body, long deadlineNanos, boolean blocking,
			Consumer<QueuedMessage> forget, byte[] extensions) {
		super(dependents, body, deadlineNanos, blocking, forget);
		this.extensions = extensions;
	}

	@Override
	public int cost() {
		return super.cost() + this.extensions.length;
	}

	@Override
	protected void encode(OutboxFrames frames, ByteBuf out) {
		frames.message(body(), this.extensions, out);
	}

}
