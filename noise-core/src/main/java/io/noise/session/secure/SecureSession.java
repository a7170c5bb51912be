package io.noise.session.secure;

import java.util.List;
import java.util.Optional;

import io.netty.channel.Channel;
import io.noise.identity.Curves;
import io.noise.identity.Identity;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * The session that proves who is there and encrypts everything: Noise XX, then records.
 */
public final class SecureSession implements ChannelSession {

	private final SecureKeys keys;

	/**
	 * A session.
	 * @param identity who this end is
	 * @param suites the ciphers that it takes, the most wanted first
	 * @param network the name of the network that it belongs to
	 * @param provider the name of the provider of ciphers; null for the platform's
	 * @param curves the arithmetic of handshakes
	 * @throws IllegalArgumentException if the provider is not installed, or has not got
	 * the ciphers
	 */
	public SecureSession(Identity identity, List<Suite> suites, String network, @Nullable String provider,
			Curves curves) {
		this(new SecureKeys(identity, suites, network, (provider != null) ? Suite.provider(provider, suites) : null,
				CurveArithmetic.of(curves)));
	}

	SecureSession(SecureKeys keys) {
		this.keys = keys;
	}

	@Override
	public String name() {
		return "secure";
	}

	@Override
	public boolean namesTypes() {
		return true;
	}

	@Override
	public int version() {
		return Preamble.VERSION;
	}

	@Override
	public boolean hasRequests() {
		return true;
	}

	@Override
	public Optional<String> sealing() {
		return Optional.of(this.keys.sealing());
	}

	@Override
	public Optional<Identity> identity() {
		return Optional.of(this.keys.identity());
	}

	@Override
	public void open(Channel channel, Role role, SessionContext context, SessionListener listener) {
		if (role == Role.INITIATOR) {
			InitiatorHandshake handshake = new InitiatorHandshake(this.keys, context, listener);
			channel.pipeline().addBefore(TAIL, "handshake", handshake);
			handshake.start();
		}
		else {
			channel.pipeline().addBefore(TAIL, "handshake", new ResponderHandshake(this.keys, context, listener));
		}
	}

	@Override
	public String toString() {
		return name();
	}

}
