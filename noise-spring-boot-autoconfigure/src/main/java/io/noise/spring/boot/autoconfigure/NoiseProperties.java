package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.noise.session.LegacyOptions;
import io.noise.identity.Curves;
import io.noise.session.SecureOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the node, {@code noise.*}. IDEs and the README show these
 * descriptions.
 *
 * @param enabled Whether to create the node. Without it, annotated beans do nothing.
 * @param host Host name or address of this machine to bind to; no other address is bound.
 * Either 0.0.0.0 or :: binds to all addresses, both IPv4 and IPv6.
 * @param port Port to listen on, from 1024 to 65535, or 0 for any free port. The property
 * local.noise.port holds the bound port.
 * @param externalHost Host name or address under which other nodes reach this node.
 * Defaults to the bound address.
 * @param externalPort Port on which other nodes reach this node. 0 for the bound port.
 * @param metadata Initial metadata of the node. It is not sent to peers.
 * @param peers Comma-separated list of addresses to dial when the node starts and to keep
 * connected, as host:port, or as id@host:port to require the node with that id. Failed
 * dials are retried indefinitely with increasing back-off and never fail the startup.
 * @param startOn When to start listening and dialling: once the application is ready, or
 * once it has started, before its runners (CommandLineRunner, ApplicationRunner) are
 * called.
 * @param session Kind of session that secures connections. Both ends must use the same
 * one.
 * @param legacy Options of the legacy session, which both ends must have in common.
 * @param maxMessageSize Maximum size of a message.
 * @param connectTimeout Maximum time to resolve a host name and connect to it. If a
 * duration suffix is not specified, seconds will be used.
 * @param handshakeTimeout Maximum time for a new connection to become a peer. If a
 * duration suffix is not specified, seconds will be used.
 * @param sendTimeout Maximum time for a message to wait for room in the send queue and
 * for credit before it is written. If a duration suffix is not specified, seconds will be
 * used.
 * @param receiveTimeout Maximum time for which a receive call waits for a message, unless
 * the call specifies its own. If a duration suffix is not specified, seconds will be
 * used.
 * @param requestTimeout Maximum time to wait for the reply to a request, unless the call
 * specifies its own. If a duration suffix is not specified, seconds will be used.
 * @param slowHookThreshold Time after which a hook or handler that blocks its peer is
 * reported in the log, if something waits for it. 0 for no reports. If a duration suffix
 * is not specified, seconds will be used.
 * @param drainTimeout Maximum time to send pending messages when a peer or the node is
 * closed, and then again to wait for running hooks. If a duration suffix is not
 * specified, seconds will be used.
 * @param identity Identity of the node.
 * @param trust Trust in other nodes.
 * @param secure Options of the secure session, on which both ends must agree.
 * @param limits Limits on other nodes.
 */
@ConfigurationProperties("noise")
public record NoiseProperties(@DefaultValue("true") boolean enabled, @DefaultValue("127.0.0.1") String host,
		@DefaultValue("0") int port, @Nullable String externalHost, @DefaultValue("0") int externalPort,
		@DefaultValue Map<String, String> metadata, @DefaultValue List<String> peers,
		@DefaultValue("ready") StartOn startOn, @DefaultValue("secure") Session session, @DefaultValue Legacy legacy,
		@DefaultValue("1MB") DataSize maxMessageSize,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("3s") Duration connectTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5s") Duration handshakeTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("3s") Duration sendTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("3s") Duration receiveTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5s") Duration requestTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration slowHookThreshold,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration drainTimeout, @DefaultValue Identity identity,
		@DefaultValue Trust trust, @DefaultValue Secure secure, @DefaultValue Limits limits) {

	/**
	 * Phases of the application in which a node can start.
	 */
	public enum StartOn {

		/**
		 * On ApplicationReadyEvent, after all runners have returned.
		 */
		READY,

		/**
		 * On ApplicationStartedEvent, before runners are called. For runners that do not
		 * return, such as a chat on the console.
		 */
		STARTED

	}

	/**
	 * Kinds of session.
	 */
	public enum Session {

		/**
		 * Encrypted, with an identity that each end proves.
		 */
		SECURE,

		/**
		 * Frames of Go noise v1.0, without encryption or identity. For trusted links and
		 * tests.
		 */
		PLAIN,

		/**
		 * Go noise v1.0 with its ECDH and AEAD blocks, to join a network of such nodes.
		 * Gives no protection from an attacker on the network path. Requires
		 * BouncyCastle.
		 */
		LEGACY

	}

	/**
	 * Identity of the node: its private key.
	 *
	 * @param location Location of the private key file: Ed25519, PKCS#8 in PEM format.
	 * Without a key, the node has an ephemeral identity, lost on restart.
	 * @param createIfMissing Whether to create the key file, with a new key, if it does
	 * not exist. Ignored if a password is set.
	 * @param pem Private key as text, as an alternative to a file: the PEM format, with
	 * line breaks or with \n in their place, or only the base64 between its first and
	 * last lines.
	 * @param password Password of the private key, if it is encrypted.
	 * @param permissions Permissions accepted on the private key file.
	 */
	public record Identity(@Nullable String location, @DefaultValue("false") boolean createIfMissing,
			@Nullable String pem, @Nullable String password,
			@DefaultValue("owner") io.noise.identity.Identity.Permissions permissions) {

		/** Omits key and password. */
		@Override
		public String toString() {
			return "Identity[location=" + this.location + ", createIfMissing=" + this.createIfMissing + ", permissions="
					+ this.permissions + "]";
		}

	}

	/**
	 * Trust in other nodes.
	 *
	 * @param mode Trust policy for other nodes. Defaults to allow-list if
	 * noise.trust.peers is set, otherwise to open.
	 * @param peers Comma-separated list of the ids of trusted nodes; all other nodes are
	 * refused. The AllowList bean can change it at run time.
	 * @param knownPeers File in which the tofu mode records the node first seen at each
	 * address. Without a file, the records are lost on restart.
	 * @param authorizerTimeout Maximum time for a PeerAuthorizer bean to decide, after
	 * which the peer is refused. If a duration suffix is not specified, seconds will be
	 * used.
	 */
	public record Trust(@Nullable Mode mode, @Nullable List<String> peers, @Nullable String knownPeers,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("3s") Duration authorizerTimeout) {

		/**
		 * Trust policies.
		 */
		public enum Mode {

			/** Only the nodes of noise.trust.peers. */
			ALLOW_LIST,

			/** The node first seen at each dialled address. */
			TOFU,

			/** Every node that proves possession of a key, whichever key that is. */
			OPEN

		}

		/** An empty list counts as set. */
		Mode effectiveMode() {
			if (this.mode != null) {
				return this.mode;
			}
			return (this.peers != null) ? Mode.ALLOW_LIST : Mode.OPEN;
		}

	}

	/**
	 * Options of the legacy session, as the blocks of Go noise v1.0 define them. None of
	 * them is negotiated.
	 *
	 * @param handshakeMessage Text that both ends sign in the ECDH block.
	 * @param handshakeTimeout Maximum time to wait for the handshake of the other end.
	 * noise.handshake-timeout limits both blocks together. If a duration suffix is not
	 * specified, seconds will be used.
	 * @param ackTimeout Maximum time to wait for the ack of the other end in the AEAD
	 * block. If a duration suffix is not specified, seconds will be used.
	 * @param cipher Cipher that encrypts the frames.
	 * @param hash Hash function that derives the key of the cipher.
	 */
	public record Legacy(@DefaultValue(".noise_handshake") String handshakeMessage,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration handshakeTimeout,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("3s") Duration ackTimeout,
			@DefaultValue("aes-256-gcm") LegacyOptions.Cipher cipher,
			@DefaultValue("sha-256") LegacyOptions.Hash hash) {
	}

	/**
	 * Options of the secure session, on which both ends must agree.
	 *
	 * @param suites Comma-separated list of accepted cipher suites, in order of
	 * preference.
	 * @param network Name of the network, which both ends must share. It separates
	 * environments, such as test and production, and is not a secret.
	 * @param provider Name of the security provider of the ciphers. Defaults to that of
	 * the platform, regardless of the order of the installed providers.
	 * @param curves Arithmetic of handshakes: that of BouncyCastle if a usable version is
	 * on the class path, otherwise that of the JDK; or always that of the JDK.
	 */
	public record Secure(@DefaultValue("aesgcm,chachapoly") List<SecureOptions.Suite> suites,
			@DefaultValue("") String network, @Nullable String provider, @DefaultValue("auto") Curves curves) {
	}

	/**
	 * Limits on other nodes.
	 *
	 * @param maxInbound Maximum number of inbound peers. A disconnected peer counts until
	 * its hooks and handlers have finished.
	 * @param maxOutbound Maximum number of outbound peers. The number of disconnected
	 * outbound peers whose hooks and handlers still run has the same limit, separately.
	 * @param maxPerAddress Maximum number of inbound connections from one address, which
	 * is an IPv4 address or an IPv6 /56. A peer counts until its hooks and handlers have
	 * finished. Loopback is exempt.
	 * @param maxPerNetwork Maximum number of inbound connections from one IPv6 /48.
	 * @param exemptAddresses Comma-separated list of address ranges, such as 10.0.0.0/8,
	 * that are exempt from the limits per address and per network because many nodes
	 * share them.
	 * @param acceptRate Maximum sustained rate of new connections from one address, per
	 * second.
	 * @param acceptBurst Maximum number of new connections from one address at once.
	 * @param handshakeRate Maximum rate of new connections to the whole node, per second.
	 * 0 for no limit.
	 * @param maxPendingHandshakes Maximum number of inbound connections that are not yet
	 * peers. Beyond it, new connections wait to be accepted, unless a silent pending one
	 * is closed to make room.
	 * @param maxConcurrentDials Maximum number of concurrent dials; further dials wait in
	 * a queue. Dials to noise.peers have a separate limit of the same size.
	 * @param maxWaitingDials Maximum number of queued dials, not counting those to
	 * noise.peers.
	 * @param frameTimeout Maximum time without progress while receiving a frame, after
	 * its first byte. Less than 1 KiB per second is not progress. If a duration suffix is
	 * not specified, seconds will be used.
	 * @param receiveQueue Maximum size of the receive queue of a peer, which holds
	 * messages that wait for a handler or a receive call.
	 * @param sendQueue Maximum size of the send queue of a peer.
	 * @param pingInterval Idle time before a ping is sent. If a duration suffix is not
	 * specified, seconds will be used.
	 * @param pingTimeout Maximum time to wait for the reply to a ping, at most
	 * ping-interval. Defaults to 20s, or to ping-interval if that is shorter. If a
	 * duration suffix is not specified, seconds will be used.
	 * @param stallTimeout Maximum time without progress while writing to a peer. Less
	 * than 1 KiB per second is not progress. If a duration suffix is not specified,
	 * seconds will be used.
	 * @param maxOpenRequests Maximum number of requests to a peer, and from a peer, that
	 * are not yet answered.
	 * @param writeBufferLow Size of the write buffer of a connection below which writing
	 * resumes.
	 * @param writeBufferHigh Size of the write buffer of a connection above which writing
	 * pauses.
	 */
	public record Limits(@DefaultValue("512") int maxInbound, @DefaultValue("128") int maxOutbound,
			@DefaultValue("8") int maxPerAddress, @DefaultValue("64") int maxPerNetwork,
			@DefaultValue List<String> exemptAddresses, @DefaultValue("10") int acceptRate,
			@DefaultValue("20") int acceptBurst, @DefaultValue("0") int handshakeRate,
			@DefaultValue("64") int maxPendingHandshakes, @DefaultValue("16") int maxConcurrentDials,
			@DefaultValue("1024") int maxWaitingDials,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("30s") Duration frameTimeout,
			@DefaultValue("4MB") DataSize receiveQueue, @DefaultValue("4MB") DataSize sendQueue,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("30s") Duration pingInterval,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration pingTimeout,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("20s") Duration stallTimeout,
			@DefaultValue("1024") int maxOpenRequests, @DefaultValue("256KB") DataSize writeBufferLow,
			@DefaultValue("1MB") DataSize writeBufferHigh) {
	}

}
