package io.noise.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * Numbers of any length, within bounds: their arithmetic and their text take far more
 * time, and with large scales far more memory, than the bytes that a stranger needs to
 * send them.
 */
final class BigNumbers {

	static final int MAX_BYTES = 64 * 1024;

	static final int MAX_SCALE = 100_000;

	private static final int LENGTH_BYTES = 4;

	private BigNumbers() {
	}

	/** The scalars that have bounds, which their writers check too. */
	static List<Scalar<?>> scalars() {
		return List.of(
				new Scalar<>(BigInteger.class, LENGTH_BYTES + 1, BigNumbers::writeInteger, BigNumbers::readInteger),
				new Scalar<>(BigDecimal.class, Integer.BYTES + LENGTH_BYTES + 1, BigNumbers::writeDecimal,
						BigNumbers::readDecimal));
	}

	private static void writeInteger(PayloadWriter out, BigInteger number) {
		int bytes = number.bitLength() / Byte.SIZE + 1;
		if (bytes > MAX_BYTES) {
			throw new IllegalArgumentException("number: " + bytes + " bytes (expected: at most " + MAX_BYTES + ")");
		}
		out.writeBytes(number.toByteArray());
	}

	private static BigInteger readInteger(PayloadReader in) {
		int at = in.offset();
		long bytes = in.readUnsignedInt();
		if (bytes < 1 || bytes > MAX_BYTES) {
			throw new PayloadException(
					"number at offset " + at + ": " + bytes + " bytes (expected: 1 to " + MAX_BYTES + ")");
		}
		return new BigInteger(in.readRaw((int) bytes));
	}

	private static void writeDecimal(PayloadWriter out, BigDecimal number) {
		if (outOfRange(number.scale())) {
			throw new IllegalArgumentException("scale: " + number.scale() + expectedScale());
		}
		writeInteger(out.writeInt(number.scale()), number.unscaledValue());
	}

	private static BigDecimal readDecimal(PayloadReader in) {
		int at = in.offset();
		int scale = in.readInt();
		if (outOfRange(scale)) {
			throw new PayloadException("scale at offset " + at + ": " + scale + expectedScale());
		}
		return new BigDecimal(readInteger(in), scale);
	}

	private static boolean outOfRange(int scale) {
		return scale < -MAX_SCALE || scale > MAX_SCALE;
	}

	private static String expectedScale() {
		return " (expected: -" + MAX_SCALE + " to " + MAX_SCALE + ")";
	}

}
