package io.noise.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Integers in a byte array, least significant byte first, at any index.
 */
final class LittleEndian {

	private static final VarHandle shorts = view(short[].class);

	private static final VarHandle ints = view(int[].class);

	private static final VarHandle longs = view(long[].class);

	private LittleEndian() {
	}

	private static VarHandle view(Class<?> arrayType) {
		return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
	}

	static short getShort(byte[] bytes, int at) {
		return (short) shorts.get(bytes, at);
	}

	static int getInt(byte[] bytes, int at) {
		return (int) ints.get(bytes, at);
	}

	static long getLong(byte[] bytes, int at) {
		return (long) longs.get(bytes, at);
	}

	static void putShort(byte[] bytes, int at, short value) {
		shorts.set(bytes, at, value);
	}

	static void putInt(byte[] bytes, int at, int value) {
		ints.set(bytes, at, value);
	}

	static void putLong(byte[] bytes, int at, long value) {
		longs.set(bytes, at, value);
	}

}
