package io.noise.session.secure;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.noise.identity.NodeId;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionListener;
import io.noise.session.secure.Preamble.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The end that dialled. It proves who it is only after it knows, and wants, who is there.
 */
final class InitiatorHandshake extends HandshakeHandler {

	private final byte[] offer;

	private @Nullable X25519KeyPair ephemeral;

	private @Nullable Choice choice;

	InitiatorHandshake(SecureKeys keys, SessionContext context, SessionListener listener) {
		super(keys, context, listener);
		this.offer = Preamble.offer(keys.suiteIds(), keys.network());
	}

	/**
	 * Says the first word.
	 */
	void start() {
		compute(() -> {
			keys().staticKeys();
			X25519KeyPair made = keys().ephemeralKeys();
			// Here already, to be wiped if the connection ends meanwhile.
			this.ephemeral = made;
			return made;
			// The payload of message 1 is empty, and nothing of it is encrypted.
		}, (made) -> write(this.offer, framed(made.publicKey())));
	}

	/** Wipes also those of a handshake that never began. */
	@Override
	void destroyKeys() {
		super.destroyKeys();
		if (this.ephemeral != null) {
			this.ephemeral.destroy();
		}
	}

	@Override
	boolean step(ByteBuf in) {
		X25519KeyPair own = this.ephemeral;
		if (own == null) {
			return false;
		}
		if (this.choice == null) {
			this.choice = Preamble.readChoice(in);
		}
		Choice chosen = this.choice;
		byte[] message = (chosen != null) ? message(in) : null;
		if (chosen == null || message == null) {
			return false;
		}
		Handshake handshake = begin(new Handshake(Role.INITIATOR, keys().chosen(chosen.suite()), Hash.SHA256,
				Prologue.of(this.offer, chosen.bytes()), keys().staticKeys(), own, keys().provider()));
		compute(() -> readMessage2(handshake, message),
				(proven) -> await(admit(proven), (welcome) -> answer(handshake, proven)));
		return false;
	}

	private NodeId readMessage2(Handshake handshake, byte[] message) {
		handshake.write(new byte[0]);
		byte[] before = handshake.hash();
		byte[] proof = handshake.read(message);
		return keys().prover(proof, Role.RESPONDER, before, handshake.remoteStatic());
	}

	private void answer(Handshake handshake, NodeId proven) {
		compute(() -> handshake.write(keys().proof(Role.INITIATOR, handshake.hash())), (message) -> {
			write(framed(message));
			finish(handshake.split(), proven).accept();
			leave();
		});
	}

	@Override
	SessionException hungUp(boolean somethingCame, @Nullable IOException cause) {
		return somethingCame
				? new SessionException(Fault.HANDSHAKE, "the other side hung up in the middle of the handshake", cause)
				: new SessionException(Fault.FOREIGN,
						"the other side hung up without a word"
								+ " (this side speaks session secure; it may speak plain, legacy or tls,"
								+ " or take no more connections from here)",
						cause);
	}

}
