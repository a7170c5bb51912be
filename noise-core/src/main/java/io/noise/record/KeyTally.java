package io.noise.record;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys of one map, or the elements of one set, with the bytes that each takes.
 */
final class KeyTally {

	private final Object[] keys;

	private final int[] bytes;

	/** What was written, where distinct keys may be written alike. */
	private final Set<ByteBuffer> written = new HashSet<>();

	private long totalBytes;

	private int count;

	KeyTally(int capacity) {
		this.keys = new Object[capacity];
		this.bytes = new int[capacity];
	}

	void add(Object key, int keyBytes) {
		this.keys[this.count] = key;
		this.bytes[this.count] = keyBytes;
		this.totalBytes += keyBytes;
		this.count++;
	}

	/** Whether no key before was written to these bytes. */
	boolean isFirst(byte[] keyBytes) {
		return this.written.add(ByteBuffer.wrap(keyBytes));
	}

	Object key(int index) {
		return this.keys[index];
	}

	int count() {
		return this.count;
	}

	long totalBytes() {
		return this.totalBytes;
	}

	boolean hasDuplicates() {
		return new HashSet<>(Arrays.asList(this.keys).subList(0, this.count)).size() < this.count;
	}

	/**
	 * Bounds the work of comparing each key with all others of equal hash, in bytes.
	 * @param quadratic whether two keys take the product of their bytes, not the fewer
	 * bytes
	 * @return 0 if no hashes are equal
	 */
	long collisionWork(boolean quadratic) {
		long[] sorted = new long[this.count];
		for (int i = 0; i < sorted.length; i++) {
			sorted[i] = ((long) this.keys[i].hashCode() << Integer.SIZE) | i;
		}
		Arrays.sort(sorted);
		long work = 0;
		int next;
		for (int first = 0; first < sorted.length; first = next) {
			long sum = 0;
			next = first;
			while (next < sorted.length && hash(sorted[next]) == hash(sorted[first])) {
				sum += this.bytes[(int) sorted[next]];
				next++;
			}
			int others = next - first - 1;
			if (others > 0) {
				work += quadratic ? sum * sum / 2 + 1 : sum * others + 1;
			}
		}
		return work;
	}

	private static int hash(long hashAndIndex) {
		return (int) (hashAndIndex >> Integer.SIZE);
	}

}
