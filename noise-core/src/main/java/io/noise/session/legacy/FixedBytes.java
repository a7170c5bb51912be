package io.noise.session.legacy;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;

/**
 * Reads bytes of a known number. The original writes their number before them all the
 * same, as a u32.
 */
final class FixedBytes {

	private FixedBytes() {
	}

	/**
	 * Reads bytes; copies nothing before their number is known to be the one expected.
	 */
	static byte[] read(PayloadReader in, String what, int expected) {
		int at = in.offset();
		long length = in.readUnsignedInt();
		if (length != expected) {
			throw new PayloadException(
					what + " at offset " + at + ": " + length + " bytes (expected: " + expected + ")");
		}
		return in.readRaw(expected);
	}

}
