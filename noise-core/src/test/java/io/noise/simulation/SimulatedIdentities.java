package io.noise.simulation;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.noise.identity.Identity;

/**
 * The identities of the hosts, which are the same in each run.
 */
final class SimulatedIdentities {

	/** What comes before the 32 bytes of the key, PKCS #8 (RFC 8410). */
	private static final byte[] PREFIX = { 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04,
			0x22, 0x04, 0x20 };

	private static final int KEY_BYTES = 32;

	private static final List<Identity> ALL = make();

	private SimulatedIdentities() {
	}

	static Identity of(int host) {
		return ALL.get(host);
	}

	private static List<Identity> make() {
		List<Identity> all = new ArrayList<>();
		for (int i = 0; i < SimulatedWorld.HOSTS; i++) {
			byte[] encoded = new byte[PREFIX.length + KEY_BYTES];
			System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
			encoded[PREFIX.length] = (byte) (i + 1);
			String text = Base64.getEncoder().encodeToString(encoded);
			all.add(Identity.parse("-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n"));
		}
		return List.copyOf(all);
	}

}
