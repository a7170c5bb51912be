package io.noise.transport;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that have arrived and wait to be read, in buffers that belong to no event loop.
 * Small ones are put together, so that the memory they take is at most about twice their
 * number. Not safe for concurrent use.
 */
final class MemoryInput {

	/** The size from which on bytes keep the buffer in which they came. */
	static final int CHUNK = 4096;

	private final Deque<ByteBuf> buffers = new ArrayDeque<>();

	boolean isEmpty() {
		return this.buffers.isEmpty();
	}

	/**
	 * Adds bytes at the end. Takes over the buffer.
	 */
	void add(ByteBuf bytes) {
		int length = bytes.readableBytes();
		if (length >= CHUNK) {
			this.buffers.add(bytes);
			return;
		}
		ByteBuf last = this.buffers.peekLast();
		if (last == null || last.writableBytes() < length) {
			last = Unpooled.buffer(CHUNK, CHUNK);
			this.buffers.add(last);
		}
		last.writeBytes(bytes);
		bytes.release();
	}

	/**
	 * Removes the first buffer.
	 * @return a buffer that the caller owns, null if there is none
	 */
	@Nullable ByteBuf poll() {
		return this.buffers.poll();
	}

	/**
	 * Discards everything.
	 * @return the number of bytes
	 */
	int clear() {
		int discarded = 0;
		for (ByteBuf next = poll(); next != null; next = poll()) {
			discarded += next.readableBytes();
			next.release();
		}
		return discarded;
	}

}
