package io.noise.record;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * Arrays of primitives, but for {@code byte[]}: the number of elements as a u32, then the
 * elements.
 */
final class PrimitiveArrays {

	private PrimitiveArrays() {
	}

	static List<Scalar<?>> scalars() {
		return List.of(scalar(short[].class, PrimitiveArrays::writeShorts, PrimitiveArrays::readShorts),
				scalar(int[].class, PrimitiveArrays::writeInts, PrimitiveArrays::readInts),
				scalar(long[].class, PrimitiveArrays::writeLongs, PrimitiveArrays::readLongs),
				scalar(float[].class, PrimitiveArrays::writeFloats, PrimitiveArrays::readFloats),
				scalar(double[].class, PrimitiveArrays::writeDoubles, PrimitiveArrays::readDoubles),
				scalar(boolean[].class, PrimitiveArrays::writeBooleans, PrimitiveArrays::readBooleans),
				scalar(char[].class, PrimitiveArrays::writeChars, PrimitiveArrays::readChars));
	}

	private static <A> Scalar<A> scalar(Class<A> type, BiConsumer<PayloadWriter, A> writer,
			Function<PayloadReader, A> reader) {
		return new Scalar<>(type, Elements.COUNT_BYTES, writer, reader);
	}

	/** Reads the number of elements and makes an array, if the bytes for it are there. */
	private static <A> A array(PayloadReader in, int elementBytes, IntFunction<A> maker) {
		int at = in.offset();
		long count = in.readUnsignedInt();
		if (count * elementBytes > in.remaining()) {
			throw new PayloadException("array at offset " + at + ": " + count + " elements in " + in.remaining()
					+ " bytes (expected: " + elementBytes + " bytes each)");
		}
		return maker.apply((int) count);
	}

	private static void writeShorts(PayloadWriter out, short[] array) {
		out.writeInt(array.length);
		for (short value : array) {
			out.writeShort(value);
		}
	}

	private static short[] readShorts(PayloadReader in) {
		short[] array = array(in, Short.BYTES, short[]::new);
		for (int i = 0; i < array.length; i++) {
			array[i] = in.readShort();
		}
		return array;
	}

	private static void writeInts(PayloadWriter out, int[] array) {
		out.writeInt(array.length);
		for (int value : array) {
			out.writeInt(value);
		}
	}

	private static int[] readInts(PayloadReader in) {
		int[] array = array(in, Integer.BYTES, int[]::new);
		for (int i = 0; i < array.length; i++) {
			array[i] = in.readInt();
		}
		return array;
	}

	private static void writeLongs(PayloadWriter out, long[] array) {
		out.writeInt(array.length);
		for (long value : array) {
			out.writeLong(value);
		}
	}

	private static long[] readLongs(PayloadReader in) {
		long[] array = array(in, Long.BYTES, long[]::new);
		for (int i = 0; i < array.length; i++) {
			array[i] = in.readLong();
		}
		return array;
	}

	private static void writeFloats(PayloadWriter out, float[] array) {
		out.writeInt(array.length);
		for (float value : array) {
			out.writeFloat(value);
		}
	}

	private static float[] readFloats(PayloadReader in) {
		float[] array = array(in, Float.BYTES, float[]::new);
		for (int i = 0; i < array.length; i++) {
			array[i] = in.readFloat();
		}
		return array;
	}

	private static void writeDoubles(PayloadWriter out, double[] array) {
		out.writeInt(array.length);
		for (double value : array) {
			out.writeDouble(value);
		}
	}

	private static double[] readDoubles(PayloadReader in) {
		double[] array = array(in, Double.BYTES, double[]::new);
		for (int i = 0; i < array.length; i++) {
			array[i] = in.readDouble();
		}
		return array;
	}

	private static void writeBooleans(PayloadWriter out, boolean[] array) {
		out.writeInt(array.length);
		for (boolean value : array) {
			out.writeBoolean(value);
		}
	}

	private static boolean[] readBooleans(PayloadReader in) {
		boolean[] array = array(in, 1, boolean[]::new);
		for (int i = 0; i < array.length; i++) {
			array[i] = in.readBoolean();
		}
		return array;
	}

	private static void writeChars(PayloadWriter out, char[] array) {
		out.writeInt(array.length);
		for (char value : array) {
			out.writeShort(value);
		}
	}

	private static char[] readChars(PayloadReader in) {
		char[] array = array(in, Character.BYTES, char[]::new);
		for (int i = 0; i < array.length; i++) {
			array[i] = (char) in.readShort();
		}
		return array;
	}

}
