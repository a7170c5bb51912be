package io.noise.session.secure;

import java.util.Arrays;

/**
 * The prologue, which both ends must have seen alike: every byte that travelled in the
 * clear before the handshake.
 */
final class Prologue {

	private Prologue() {
	}

	static byte[] of(byte[] offer, byte[] choice) {
		byte[] prologue = Arrays.copyOf(offer, offer.length + choice.length);
		System.arraycopy(choice, 0, prologue, offer.length, choice.length);
		return prologue;
	}

}
