package io.noise.docs;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.noise.Interceptors;
import io.noise.Messages;
import io.noise.Peer;
import io.noise.protocol.Block;

// tag::block[]
/**
 * Both ends exchange a challenge; then each masks what it sends with the other's. This is
 * an example of a block, and no security.
 */
final class Masking implements Block {

	record Challenge(long number) {
	}

	private final SecureRandom random = new SecureRandom();

	private final AtomicInteger peers = new AtomicInteger();

	@Override
	public void onRegister(Messages messages) {
		// far away from the numbers of the application
		messages.register(200, Challenge.class);
	}

	@Override
	public void onBegin(Peer peer) {
		this.peers.incrementAndGet();
		long ours = this.random.nextLong();
		// returns when it is written, as it is
		peer.send(new Challenge(ours));
		// no frame behind it is looked at before this block ends
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
		this.peers.decrementAndGet(); // also where onBegin has failed
	}

	int peers() {
		return this.peers.get();
	}

	/** An XOR with a key that travelled in the clear: it hides nothing from anybody. */
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
