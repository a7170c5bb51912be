package io.noise.protocol;

import io.noise.Peer;
import io.noise.session.legacy.LegacyException;

/**
 * Refuses a peer that repeats what may come once on a connection.
 */
final class Once {

	private Once() {
	}

	/** Refuses the next one: called when the one that counts has come. */
	static void expect(Peer peer, Class<?> type, String what) {
		int opcode = peer.node().messages().opcodeOf(type).orElseThrow();
		peer.interceptors().decodeFooter((message, in) -> {
			if (Byte.toUnsignedInt(message[0]) == opcode) {
				throw LegacyException.repeated(what);
			}
		});
	}

}
