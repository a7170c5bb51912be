package io.noise.spring.boot.actuate;

import java.time.Instant;

import io.noise.DialException;
import io.noise.KeptConnection;
import org.jspecify.annotations.Nullable;

/**
 * An address that the node keeps connected to, as the endpoint shows it.
 *
 * @param address host and port
 * @param state the state of the connection
 * @param nextAttempt the time of the next dial; null unless one is scheduled
 * @param lastError the reason why there is no connection; null while there is one
 * @param lastMessage the same in words; null while connected
 */
record KeptConnectionReport(String address, KeptConnection.State state, @Nullable Instant nextAttempt,
		DialException.@Nullable Reason lastError, @Nullable String lastMessage) {

	static KeptConnectionReport of(KeptConnection kept) {
		return new KeptConnectionReport(kept.address(), kept.state(), kept.nextAttempt().orElse(null),
				kept.lastError().orElse(null), kept.lastMessage().orElse(null));
	}

}
