package io.noise.docs;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.noise.Interceptors;
import io.noise.Messages;
import io.noise.Peer;
import io.noise.protocol.Block;

// tag::block[]
/**
 * Exchanges challenges; then each end masks its frames with the challenge of the other.
 * An example of a block, without any security.
 */
final class Masking implements Block {

	record Challenge(long number) {
	}

	private final SecureRandom random = new SecureRandom();

	private final AtomicInteger peers = new AtomicInteger();

	@Override
	public void onRegister(Messages messages) {
		// well away from the opcodes of the application
		messages.register(200, Challenge.class);
	}

	@Override
	public void onBegin(Peer peer) {
		this.peers.incrementAndGet();
		long ours = this.random.nextLong();
		// returns once it is written, unmasked
		peer.send(new Challenge(ours));
		// no later frame is read before this block ends
		long theirs = peer.receive(Challenge.class).number();
		if (theirs == ours) {
			// refuses the peer
			throw new IllegalStateException("challenge: an echo of ours");
		}
		peer.interceptors().beforeReceived(mask(ours));
		peer.interceptors().beforeSent(mask(theirs));
	}

	@Override
	public void onEnd(Peer peer) {
		this.peers.decrementAndGet(); // also runs if onBegin has failed
	}

	int peers() {
		return this.peers.get();
	}

	/** An XOR with a key that was sent in the clear; it hides nothing. */
	static Interceptors.Transform mask(long key) {
		return (body) -> {
			for (int i = 0; i < body.length; i++) {
				body[i] ^= (byte) (key >>> (8 * (i % 8)));
			}
			return body;
		};
	}

}
// end::block[]
