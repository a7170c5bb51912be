package io.noise.record;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;

/**
 * The number of elements that stands before them, as a u32.
 */
final class Elements {

	static final int COUNT_BYTES = 4;

	private Elements() {
	}

	/**
	 * Reads the number: the last element may lack trailing components, all others must
	 * fit into the rest.
	 * @param component the component that has the elements, for messages
	 * @param leastBytes the fewest bytes of one
	 */
	static int readCount(String component, PayloadReader in, long leastBytes) {
		int at = in.offset();
		long count = in.readUnsignedInt();
		if ((count - 1) * leastBytes > in.remaining()) {
			throw new PayloadException(component + " at offset " + at + ": " + count + " elements in " + in.remaining()
					+ " bytes (expected: " + leastBytes + " bytes or more each)");
		}
		return (int) count;
	}

}
