package io.noise.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import io.noise.Limits;
import io.noise.Node;
import io.noise.PeerAuthorizer;
import io.noise.PeerSetup;
import io.noise.concurrent.Platform;
import io.noise.identity.Identity;
import io.noise.identity.Trust;
import io.noise.limit.Checks;
import io.noise.session.Session;
import io.noise.session.Sessions;
import io.noise.session.channel.ChannelSession;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import io.noise.transport.Transports;
import org.jspecify.annotations.Nullable;

/**
 * Collects the configuration of a node, and checks each value as it is given.
 */
final class NodeBuilder implements Node.Builder {

	private String host = "127.0.0.1";

	private int port;

	private @Nullable String externalHost;

	private int externalPort;

	private final Map<String, Object> metadata = new HashMap<>();

	private @Nullable ChannelSession session;

	private Platform platform = Platform.system();

	private Transport transport = Transports.tcp();

	private @Nullable Executor executor;

	private int maxMessageSize = 1 << 20;

	private Duration connectTimeout = Duration.ofSeconds(3);

	private Duration handshakeTimeout = Duration.ofSeconds(5);

	private Duration sendTimeout = Duration.ofSeconds(3);

	private Duration receiveTimeout = Duration.ofSeconds(3);

	private Duration requestTimeout = Duration.ofSeconds(5);

	private Duration slowHookThreshold = Duration.ofSeconds(10);

	private Duration drainTimeout = Duration.ofSeconds(10);

	private @Nullable PeerSetup protocol;

	private Limits limits = Limits.defaults();

	private Trust trust = Trust.open();

	private @Nullable PeerAuthorizer authorizer;

	private Duration authorizerTimeout = Duration.ofSeconds(3);

	@Override
	public Node.Builder host(String host) {
		this.host = NodeChecks.host("host", host);
		return this;
	}

	@Override
	public Node.Builder port(int port) {
		this.port = NodeChecks.bindPort(port);
		return this;
	}

	@Override
	public Node.Builder externalHost(String externalHost) {
		this.externalHost = NodeChecks.host("external host", externalHost);
		return this;
	}

	@Override
	public Node.Builder externalPort(int externalPort) {
		this.externalPort = NodeChecks.externalPort(externalPort);
		return this;
	}

	@Override
	public Node.Builder metadata(String key, Object value) {
		this.metadata.put(Objects.requireNonNull(key, "metadata key: null (expected: a name)"),
				Objects.requireNonNull(value, () -> "metadata \"" + key + "\": null (expected: a value)"));
		return this;
	}

	@Override
	public Node.Builder session(Session session) {
		this.session = NodeChecks.session(session);
		return this;
	}

	@Override
	public Node.Builder trust(Trust trust) {
		this.trust = Objects.requireNonNull(trust, "trust: null (expected: one of Trust)");
		return this;
	}

	@Override
	public Trust trust() {
		return this.trust;
	}

	@Override
	public Node.Builder authorizer(PeerAuthorizer authorizer) {
		this.authorizer = Objects.requireNonNull(authorizer, "authorizer: null");
		return this;
	}

	@Override
	public Node.Builder authorizerTimeout(Duration authorizerTimeout) {
		this.authorizerTimeout = Checks.positive("authorizer timeout", authorizerTimeout);
		return this;
	}

	@Override
	public Node.Builder limits(Limits limits) {
		this.limits = Objects.requireNonNull(limits, "limits: null (expected: as of Limits.defaults())");
		return this;
	}

	@Override
	public Node.Builder transport(Transport transport) {
		this.transport = Objects.requireNonNull(transport, "transport: null");
		return this;
	}

	@Override
	public Node.Builder executor(Executor executor) {
		this.executor = NodeChecks.executor(executor);
		return this;
	}

	@Override
	public Node.Builder maxMessageSize(int maxMessageSize) {
		this.maxMessageSize = Checks.positive("max message size", maxMessageSize);
		return this;
	}

	@Override
	public Node.Builder connectTimeout(Duration connectTimeout) {
		this.connectTimeout = Checks.positive("connect timeout", connectTimeout);
		return this;
	}

	@Override
	public Node.Builder handshakeTimeout(Duration handshakeTimeout) {
		this.handshakeTimeout = Checks.positive("handshake timeout", handshakeTimeout);
		return this;
	}

	@Override
	public Node.Builder sendTimeout(Duration sendTimeout) {
		this.sendTimeout = Checks.positive("send timeout", sendTimeout);
		return this;
	}

	@Override
	public Node.Builder receiveTimeout(Duration receiveTimeout) {
		this.receiveTimeout = Checks.positive("receive timeout", receiveTimeout);
		return this;
	}

	@Override
	public Node.Builder requestTimeout(Duration requestTimeout) {
		this.requestTimeout = Checks.positive("request timeout", requestTimeout);
		return this;
	}

	@Override
	public Node.Builder slowHookThreshold(Duration slowHookThreshold) {
		this.slowHookThreshold = Checks.notNegative("slow hook threshold", slowHookThreshold);
		return this;
	}

	@Override
	public Node.Builder protocol(PeerSetup protocol) {
		this.protocol = Objects.requireNonNull(protocol, "protocol: null");
		return this;
	}

	@Override
	public Node.Builder drainTimeout(Duration drainTimeout) {
		this.drainTimeout = Checks.positive("drain timeout", drainTimeout);
		return this;
	}

	/** Replaces the source of time, chance and threads. For tests. */
	NodeBuilder platform(Platform platform) {
		this.platform = platform;
		return this;
	}

	@Override
	public Node build() {
		ChannelSession chosen = (this.session != null) ? this.session
				: NodeChecks.session(Sessions.secure(Identity.generate()));
		NodeChecks.identities(chosen, this.trust, this.authorizer);
		NodeTimeouts timeouts = new NodeTimeouts(this.connectTimeout, this.handshakeTimeout, this.sendTimeout,
				this.receiveTimeout, this.drainTimeout, this.authorizerTimeout, this.requestTimeout,
				this.slowHookThreshold);
		return new NodeAssembly(new NodeSettings(new HostPort(this.host, this.port),
				new NodeSettings.External(this.externalHost, this.externalPort), Map.copyOf(this.metadata),
				chosen.identity().orElseGet(Identity::generate), chosen, this.transport, this.executor, this.protocol,
				this.trust, this.authorizer, this.maxMessageSize, timeouts,
				NodeOpenFiles.bound(this.limits, NodeOpenFiles.allowed())), this.platform)
			.node();
	}

}
