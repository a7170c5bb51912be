package io.noise.fakes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.Interceptors;
import io.noise.MessageHandler;
import io.noise.Node;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.PeerStats;
import io.noise.Registration;
import io.noise.RemoteReason;
import io.noise.TypeDifferences;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A peer as the unit test of an application makes it: no connection, a list of what was
 * sent.
 */
final class FakePeer implements Peer {

	final List<Object> sent = new ArrayList<>();

	private final Map<String, Object> values = new HashMap<>();

	private @Nullable DisconnectReason reason;

	@Override
	public String id() {
		return "fake-1";
	}

	@Override
	public Node node() {
		throw new UnsupportedOperationException();
	}

	@Override
	public String localAddress() {
		return "here:1";
	}

	@Override
	public String remoteAddress() {
		return "there:2";
	}

	@Override
	public Direction direction() {
		return Direction.INBOUND;
	}

	@Override
	public Instant connectedAt() {
		return Instant.EPOCH;
	}

	@Override
	public boolean isConnected() {
		return this.reason == null;
	}

	@Override
	public Optional<DisconnectReason> disconnectReason() {
		return Optional.ofNullable(this.reason);
	}

	@Override
	public Optional<RemoteReason> remoteReason() {
		return Optional.empty();
	}

	@Override
	public Optional<NodeId> identity() {
		return Optional.empty();
	}

	@Override
	public String session() {
		return "fake";
	}

	@Override
	public PeerStats stats() {
		return new PeerStats(this.sent.size(), 0, 0, 0);
	}

	@Override
	public void send(Object message) {
		if (this.reason != null) {
			throw new NotSentException("message: not sent", null, id());
		}
		this.sent.add(message);
	}

	@Override
	public CompletableFuture<Void> sendAsync(Object message) {
		send(message);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public <T> T receive(Class<T> type) {
		return receive(type, Duration.ZERO);
	}

	@Override
	public <T> T receive(Class<T> type, Duration timeout) {
		throw new NoiseTimeoutException("receive: nothing ever comes");
	}

	@Override
	public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler) {
		return () -> {
		};
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return CompletableFuture.completedFuture(Duration.ZERO);
	}

	@Override
	public Optional<Duration> roundTripTime() {
		return Optional.empty();
	}

	@Override
	public TypeDifferences typeDifferences() {
		return new TypeDifferences(Set.of(), Set.of());
	}

	@Override
	public Interceptors interceptors() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Registration onDisconnect(PeerCallback callback) {
		return () -> {
		};
	}

	@Override
	public void disconnect() {
		this.reason = DisconnectReason.LOCAL;
	}

	@Override
	public CompletableFuture<Void> disconnectAsync() {
		disconnect();
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void set(String key, Object value) {
		this.values.put(key, value);
	}

	@Override
	public @Nullable Object get(String key) {
		return this.values.get(key);
	}

	@Override
	public Object loadOrStore(String key, Object value) {
		return this.values.computeIfAbsent(key, (absent) -> value);
	}

	@Override
	public void delete(String key) {
		this.values.remove(key);
	}

	@Override
	public Map<String, Object> metadata() {
		return Map.copyOf(this.values);
	}

}
