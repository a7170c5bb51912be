package io.noise.session.legacy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * HChaCha20 (draft-irtf-cfrg-xchacha, section 2.2): the rounds of ChaCha20 (RFC 8439,
 * section 2.3) as a function from a key and 16 bytes to another key. The JDK has ChaCha20
 * with short nonces only; this is what makes long ones of it. Additions, rotations and
 * exclusive ors only, so its time does not depend on the key.
 */
final class HChaCha20 {

	/** Bytes that go in beside the key. */
	static final int INPUT_BYTES = 16;

	private static final int KEY_BYTES = 32;

	private static final int STATE_WORDS = 16;

	private static final int DOUBLE_ROUNDS = 10;

	/** "expand 32-byte k". */
	private static final int[] constants = { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574 };

	private HChaCha20() {
	}

	static byte[] subkey(byte[] key, byte[] input) {
		int[] state = Arrays.copyOf(constants, STATE_WORDS);
		words(key).get(state, 4, 8);
		words(input).get(state, 12, 4);
		for (int i = 0; i < DOUBLE_ROUNDS; i++) {
			doubleRound(state);
		}
		byte[] subkey = new byte[KEY_BYTES];
		words(subkey).put(state, 0, 4).put(state, 12, 4);
		Arrays.fill(state, 0);
		return subkey;
	}

	private static IntBuffer words(byte[] bytes) {
		return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
	}

	/** The columns of the square, then its diagonals. */
	private static void doubleRound(int[] state) {
		for (int i = 0; i < 4; i++) {
			quarterRound(state, i, 4 + i, 8 + i, 12 + i);
		}
		for (int i = 0; i < 4; i++) {
			quarterRound(state, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
		}
	}

	private static void quarterRound(int[] s, int a, int b, int c, int d) {
		s[a] += s[b];
		s[d] = Integer.rotateLeft(s[d] ^ s[a], 16);
		s[c] += s[d];
		s[b] = Integer.rotateLeft(s[b] ^ s[c], 12);
		s[a] += s[b];
		s[d] = Integer.rotateLeft(s[d] ^ s[a], 8);
		s[c] += s[d];
		s[b] = Integer.rotateLeft(s[b] ^ s[c], 7);
	}

}
