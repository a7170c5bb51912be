package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.function.Function;

import io.noise.session.LegacyOptions;
import io.noise.session.Session;
import io.noise.session.Sessions;

import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Maps {@code noise.legacy.*} to a session of kind {@code legacy}.
 */
final class LegacySessionMapper {

	private LegacySessionMapper() {
	}

	static Session session(NoiseProperties.Legacy legacy) {
		LegacyOptions options = LegacyOptions.defaults()
			.withHandshakeMessage(legacy.handshakeMessage())
			.withCipher(legacy.cipher())
			.withHash(legacy.hash());
		options = with("handshake-timeout", legacy.handshakeTimeout(), options::withHandshakeTimeout);
		options = with("ack-timeout", legacy.ackTimeout(), options::withAckTimeout);
		try {
			return Sessions.legacy(options);
		}
		catch (IllegalStateException ex) {
			throw new MissingBouncyCastleException(ex);
		}
	}

	private static LegacyOptions with(String property, Duration value, Function<Duration, LegacyOptions> target) {
		return ValueMapper.map("noise.legacy." + property, value, (given) -> target.apply(Timeouts.answers(given)));
	}

	/** Reports a session that was chosen without the dependency it needs. */
	private static final class MissingBouncyCastleException extends FailureAnalyzedException {

		private static final long serialVersionUID = 1L;

		MissingBouncyCastleException(IllegalStateException cause) {
			super("noise.session is legacy, which needs BouncyCastle, and that is not on the class path.",
					"Add the dependency org.bouncycastle:bcprov-jdk18on, or choose another noise.session.", cause);
		}

	}

}
