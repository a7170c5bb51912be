package io.noise.wire;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Remembers the largest capacity it was asked for.
 */
final class CountingAllocator extends AbstractByteBufAllocator {

	private int largest;

	int largest() {
		return this.largest;
	}

	@Override
	protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
		this.largest = Math.max(this.largest, initialCapacity);
		return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
	}

	@Override
	protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
		return newHeapBuffer(initialCapacity, maxCapacity);
	}

	@Override
	public boolean isDirectBufferPooled() {
		return false;
	}

}
