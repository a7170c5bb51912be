package io.noise.schedule;

import io.noise.Messages;
import io.noise.Peer;
import io.noise.PeerSetup;

/**
 * Changes each body in place, by a mask that differs from connection to connection.
 */
final class Masking implements PeerSetup {

	@Override
	public void register(Messages messages) {
	}

	/** Both ends see the same two addresses. */
	@Override
	public void begin(Peer peer) {
		byte mask = (byte) (1 + Math.floorMod(peer.localAddress().hashCode() ^ peer.remoteAddress().hashCode(), 100));
		peer.interceptors().beforeSent((body) -> mask(body, mask));
		peer.interceptors().beforeReceived((body) -> mask(body, mask));
	}

	private static byte[] mask(byte[] body, byte mask) {
		for (int i = 0; i < body.length; i++) {
			body[i] ^= mask;
		}
		return body;
	}

	@Override
	public void end(Peer peer) {
	}

}
