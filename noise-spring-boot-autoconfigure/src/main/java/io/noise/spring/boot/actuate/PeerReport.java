package io.noise.spring.boot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.noise.Direction;
import io.noise.Peer;
import io.noise.PeerStats;
import io.noise.TypeDifferences;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A peer, as the endpoint shows it.
 *
 * @param id the name of the connection
 * @param direction the side that dialled
 * @param remoteAddress their end of the connection
 * @param localAddress our end of the connection
 * @param connectedAt the time when the session was established
 * @param session the kind of session
 * @param identity the id that the other node has proven; null where the session proves
 * none
 * @param messages the traffic in messages
 * @param bytes the traffic in bytes
 * @param roundTrip the time until the last ping was answered; null before the first
 * answer
 * @param typeDifferences types of message that only one of the two knows, or that differ;
 * not all of them if they are many
 * @param metadata the values that the application has stored for it
 */
record PeerReport(String id, Direction direction, String remoteAddress, String localAddress, Instant connectedAt,
		String session, @Nullable String identity, Traffic messages, Traffic bytes, @Nullable Duration roundTrip,
		@Nullable Differences typeDifferences,
		Map<String, @Nullable Object> metadata) implements OperationResponseBody {

	private static final PeerStats NONE = new PeerStats(0, 0, 0, 0);

	/**
	 * Amounts of traffic in each direction.
	 *
	 * @param sent the amount sent to the peer
	 * @param received the amount received from the peer
	 */
	record Traffic(long sent, long received) {
	}

	/**
	 * Types of message that only one of the two knows, or that differ. The number of
	 * names is limited, since the other side decides how many there are.
	 *
	 * @param count the number of all that only one knows; null where all are named
	 * @param onlyHere some of those that this node has registered
	 * @param onlyThere some of those that the other node has registered
	 * @param changed some of those that differ, with the differences in words
	 */
	record Differences(@Nullable Integer count, List<String> onlyHere, List<String> onlyThere,
			Map<String, String> changed) {

		private static final int MAX_NAMES = 16;

		private static final int MAX_CHANGED = 8;

		/** Null for a mock, which has none. */
		static @Nullable Differences of(@Nullable TypeDifferences all) {
			if (all == null) {
				return null;
			}
			int here = all.onlyHere().size();
			int there = all.onlyThere().size();
			int hereShown = Math.min(here, Math.max(MAX_NAMES / 2, MAX_NAMES - there));
			return new Differences((here + there > MAX_NAMES) ? here + there : null, first(all.onlyHere(), hereShown),
					first(all.onlyThere(), MAX_NAMES - hereShown), first(all.changed()));
		}

		private static Map<String, String> first(Map<String, String> changed) {
			Map<String, String> shown = new TreeMap<>();
			first(changed.keySet(), MAX_CHANGED).forEach((name) -> shown.put(name, changed.get(name)));
			return shown;
		}

		private static List<String> first(Collection<String> names, int count) {
			return names.stream().limit(count).toList();
		}

	}

	static PeerReport of(Peer peer, MetadataView view) {
		PeerStats stats = Objects.requireNonNullElse(peer.stats(), NONE); // a mock has
																			// none
		return new PeerReport(peer.id(), peer.direction(), peer.remoteAddress(), peer.localAddress(),
				peer.connectedAt(), peer.session(), peer.identity().map(NodeId::toString).orElse(null),
				new Traffic(stats.messagesSent(), stats.messagesReceived()),
				new Traffic(stats.bytesSent(), stats.bytesReceived()), peer.roundTripTime().orElse(null),
				Differences.of(peer.typeDifferences()), view.of(peer));
	}

}
