package io.noise.session.secure;

import java.io.IOException;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.noise.identity.NodeId;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionListener;
import io.noise.session.secure.Preamble.Offer;
import io.noise.session.secure.Preamble.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The end that was dialled. It is silent until it has read an offer.
 */
final class ResponderHandshake extends HandshakeHandler {

	private @Nullable Offer offer;

	private boolean answered;

	ResponderHandshake(SecureKeys keys, SessionContext context, SessionListener listener) {
		super(keys, context, listener);
	}

	@Override
	boolean step(ByteBuf in) {
		if (this.offer == null) {
			this.offer = Preamble.readOffer(in);
		}
		Offer offered = this.offer;
		byte[] message = (offered != null) ? message(in) : null;
		if (offered == null || message == null) {
			return false;
		}
		if (this.answered) {
			readMessage3(message);
		}
		else {
			this.answered = true;
			answer(offered, message);
		}
		return false;
	}

	private void answer(Offer offered, byte[] message1) {
		if (!offered.speaksOurVersion()) {
			throw refused(Refusal.VERSION);
		}
		if (!offered.isOf(keys().network())) {
			throw refused(Refusal.NETWORK);
		}
		Optional<Suite> suite = keys().firstOf(offered.suites());
		if (suite.isEmpty()) {
			throw refused(Refusal.SUITE);
		}
		byte[] choice = Preamble.choice(suite.get().id());
		compute(() -> {
			Handshake handshake = begin(
					new Handshake(Role.RESPONDER, suite.get(), Hash.SHA256, Prologue.of(offered.bytes(), choice),
							keys().staticKeys(), keys().ephemeralKeys(), keys().provider()));
			handshake.read(message1);
			return handshake.write(keys().proof(Role.RESPONDER, handshake.hash()));
		}, (message2) -> write(choice, framed(message2)));
	}

	private SessionException refused(Refusal why) {
		write(Preamble.refusal(why));
		return new SessionException(Fault.HANDSHAKE, "offer: refused, " + why);
	}

	private void readMessage3(byte[] message) {
		Handshake handshake = handshake();
		compute(() -> {
			byte[] before = handshake.hash();
			byte[] proof = handshake.read(message);
			return keys().prover(proof, Role.INITIATOR, before, handshake.remoteStatic());
		}, (proven) -> judge(handshake, proven));
	}

	private void judge(Handshake handshake, NodeId proven) {
		await(admit(proven).handle((welcome, refusal) -> Optional.ofNullable(refusal)), (refusal) -> {
			SecureLink link = finish(handshake.split(), proven);
			refusal.ifPresent((why) -> link.refuse(refusal(why)));
			leave();
		});
	}

	private static SessionException refusal(Throwable thrown) {
		Throwable why = thrownBy(thrown);
		return (why instanceof SessionException known) ? known
				: new SessionException(Fault.REJECTED, "it could not be decided whether it is welcome", why);
	}

	@Override
	SessionException hungUp(boolean somethingCame, @Nullable IOException cause) {
		return new SessionException(Fault.HANDSHAKE,
				"the other side hung up " + (somethingCame ? "in the middle of the handshake" : "without a word"),
				cause);
	}

}
