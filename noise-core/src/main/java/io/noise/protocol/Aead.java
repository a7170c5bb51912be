package io.noise.protocol;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.noise.Interceptors;
import io.noise.Messages;
import io.noise.Peer;
import io.noise.session.legacy.FrameCiphers;

/**
 * The AEAD block of Go noise v1.0: each end sends an ack, and seals everything after it
 * with a key that comes from the secret of an {@link Ecdh}. What came in the clear before
 * the other end's ack is dropped.
 * <p>
 * It does not make a connection safe: the secret may be one with somebody in between, and
 * both directions seal with the same key and the same nonces. One message type, at the
 * lowest opcode that is free; sealed messages are 16 bytes longer, and the node's limit
 * of size counts those.
 */
public final class Aead implements Block {

	/** The whole message is its opcode. */
	record Ack() {
	}

	private final Ecdh ecdh;

	/** The ciphers by the ids of peers. */
	private final Map<String, FrameCiphers> ciphers = new ConcurrentHashMap<>();

	/**
	 * A block with the options of the one that agrees on its secrets.
	 * @param ecdh a block before this one in the same {@link Protocol}
	 */
	public Aead(Ecdh ecdh) {
		this.ecdh = Objects.requireNonNull(ecdh, "ecdh: null (expected: the Ecdh block before this one)");
	}

	@Override
	public void onRegister(Messages messages) {
		messages.register(FreeOpcode.in(messages), Ack.class);
	}

	@Override
	public void onBegin(Peer peer) {
		FrameCiphers own = this.ecdh.ciphers(peer);
		this.ciphers.put(peer.id(), own);
		Interceptors interceptors = peer.interceptors();
		peer.send(new Ack());
		// Nobody else can send yet, so the ack is the last frame in the clear.
		interceptors.beforeSent(own.sealing()::seal);
		peer.receive(Ack.class, this.ecdh.options().ackTimeout());
		interceptors.dropReceived();
		interceptors.beforeReceived(own.opening()::open);
		Once.expect(peer, Ack.class, "ack");
	}

	@Override
	public void onEnd(Peer peer) {
		FrameCiphers own = this.ciphers.remove(peer.id());
		if (own != null) {
			own.close();
		}
	}

	@Override
	public String toString() {
		return "Aead";
	}

}
