package io.noise.engine;

import java.time.Instant;
import java.util.function.Supplier;

import io.noise.PeerSetup;
import org.jspecify.annotations.Nullable;

/**
 * The stages that a connection goes through: its session, its admission, its life as a
 * peer.
 *
 * @param sessions begins the session
 * @param admission decides whether the other node becomes a peer
 * @param setup runs before the application sees the peer; null for none
 * @param hooks run while it is a peer
 * @param registry shows the peer to users until it is gone
 * @param clock the time of day
 */
record ConnectionStages(ConnectionSessions sessions, Admission admission, @Nullable PeerSetup setup, NodeHooks hooks,
		ConnectionRegistry registry, Supplier<Instant> clock) {
}
