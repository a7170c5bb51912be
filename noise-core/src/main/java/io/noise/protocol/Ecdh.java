package io.noise.protocol;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.noise.MessageCodec;
import io.noise.Messages;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.LegacyOptions;
import io.noise.session.legacy.BouncyCastle;
import io.noise.session.legacy.EcdhHandshake;
import io.noise.session.legacy.FrameCiphers;
import io.noise.session.legacy.HandshakeMessage;
import io.noise.session.legacy.LegacyException;
import io.noise.session.legacy.SharedSecret;

/**
 * The ECDH block of Go noise v1.0: both ends send a fresh public key, signed by itself,
 * and have a secret in common then. It encrypts nothing, which is the work of an
 * {@link Aead} after it, and it proves nothing: whoever stands between two nodes can run
 * it with each. Needs BouncyCastle.
 * <p>
 * For a session {@code plain}, where the rest of a network runs other blocks than these
 * two; where it runs both, {@code Sessions.legacy()} does the same and is faster. One
 * message type, at the lowest opcode that is free.
 */
public final class Ecdh implements Block {

	private static final MessageCodec<HandshakeMessage> codec = new MessageCodec<>() {

		@Override
		public void encode(HandshakeMessage message, PayloadWriter out) {
			message.write(out);
		}

		@Override
		public HandshakeMessage decode(PayloadReader in) {
			return HandshakeMessage.readAll(in);
		}

	};

	private final LegacyOptions options;

	private final Supplier<EcdhHandshake> handshakes;

	/** The secrets by the ids of peers. */
	private final Map<String, SharedSecret> secrets = new ConcurrentHashMap<>();

	/**
	 * A block with the original's defaults.
	 * @throws IllegalStateException if the application has not got BouncyCastle
	 */
	public Ecdh() {
		this(LegacyOptions.defaults());
	}

	/**
	 * A block with options.
	 * @param options of these, the text that both ends sign and the time that the other
	 * end has for its handshake; an {@link Aead} after it takes the others from here
	 * @throws IllegalStateException if the application has not got BouncyCastle
	 */
	public Ecdh(LegacyOptions options) {
		this(Objects.requireNonNull(options, "options: null (expected: LegacyOptions.defaults() or others)"),
				() -> EcdhHandshake.start(options.handshakeMessage()));
	}

	/** A block with keys from elsewhere than the random generator. */
	Ecdh(LegacyOptions options, Supplier<EcdhHandshake> handshakes) {
		BouncyCastle.require();
		this.options = options;
		this.handshakes = handshakes;
	}

	LegacyOptions options() {
		return this.options;
	}

	@Override
	public void onRegister(Messages messages) {
		messages.register(FreeOpcode.in(messages), HandshakeMessage.class, codec);
	}

	/**
	 * Agrees on a secret with a peer.
	 * @throws LegacyException if what came is refused; its message says why
	 */
	@Override
	public void onBegin(Peer peer) {
		try (EcdhHandshake handshake = this.handshakes.get()) {
			peer.send(handshake.message());
			HandshakeMessage theirs = peer.receive(HandshakeMessage.class, this.options.handshakeTimeout());
			Once.expect(peer, HandshakeMessage.class, "handshake");
			this.secrets.put(peer.id(), handshake.agree(theirs));
		}
	}

	/** The ciphers that the secret with a peer makes. */
	FrameCiphers ciphers(Peer peer) {
		SharedSecret secret = this.secrets.get(peer.id());
		if (secret == null) {
			throw new NoiseException(
					"block Aead: no secret with " + peer + " (expected: its Ecdh before it in the same Protocol)",
					null);
		}
		return FrameCiphers.derive(secret, this.options);
	}

	@Override
	public void onEnd(Peer peer) {
		SharedSecret secret = this.secrets.remove(peer.id());
		if (secret != null) {
			secret.close();
		}
	}

	@Override
	public String toString() {
		return "Ecdh";
	}

}
