package io.noise.session.legacy;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.noise.identity.Identity;
import io.noise.session.LegacyOptions;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionListener;

/**
 * The session of Go noise v1.0 with its two blocks: ECDH, then AEAD. Established when
 * each end has the other's ack.
 */
public final class LegacySession implements ChannelSession {

	private static final String WARNING = "session legacy keeps no secrets: it is there to talk to nodes of Go noise"
			+ " v1.0, whose protocol gives no confidentiality, no integrity and no authentication against anybody who"
			+ " can read or touch the network between two nodes. Treat it as unencrypted TCP, and use it only inside a"
			+ " network that you trust or a tunnel such as WireGuard; everybody else takes session secure";

	private final LegacyOptions options;

	private final Supplier<EcdhHandshake> handshakes;

	/**
	 * A session.
	 * @param options what both ends were told
	 * @throws IllegalStateException if BouncyCastle is missing
	 */
	public LegacySession(LegacyOptions options) {
		this(Objects.requireNonNull(options, "options: null (expected: LegacyOptions.defaults() or others)"),
				() -> EcdhHandshake.start(options.handshakeMessage()));
	}

	/**
	 * A session with keys from elsewhere than the random generator.
	 */
	LegacySession(LegacyOptions options, Supplier<EcdhHandshake> handshakes) {
		BouncyCastle.require();
		this.options = options;
		this.handshakes = handshakes;
	}

	@Override
	public String name() {
		return "legacy";
	}

	@Override
	public boolean namesTypes() {
		return false;
	}

	@Override
	public int reservedOpcodes() {
		return LegacyHandshake.ACK_OPCODE;
	}

	@Override
	public Optional<String> warning() {
		return Optional.of(WARNING);
	}

	@Override
	public Optional<Identity> identity() {
		return Optional.empty();
	}

	@Override
	public void open(Channel channel, Role role, SessionContext context, SessionListener listener) {
		new LegacyHandshake(channel, role, this.options, context, listener).begin(this.handshakes);
	}

	@Override
	public String toString() {
		return name();
	}

}
