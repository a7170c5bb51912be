package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.noise.session.LegacyOptions;
import io.noise.session.SecureOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * What {@code noise.*} configures. The descriptions here are the manual; IDEs show them.
 *
 * @param enabled Whether the application has a node. Without one, annotated beans do
 * nothing.
 * @param host Name or address of this machine to bind; nothing else is bound. 0.0.0.0 or
 * :: for all addresses, of IPv4 and IPv6 alike.
 * @param port Port to bind, 1024 to 65535. 0 takes any free port, which local.noise.port
 * then tells.
 * @param externalHost Name or address under which others reach this node. Default: what
 * is bound.
 * @param externalPort Port under which others reach this node. 0 for the one that is
 * bound.
 * @param metadata Metadata that the node has from its beginning. It is not sent to peers.
 * @param peers Addresses (host:port, or id@host:port to demand that the node there proves
 * to be the one with that id) to dial once the application is ready and to stay connected
 * to. A peer that is down is dialled again, after growing pauses, for ever; it never
 * fails the start.
 * @param startOn When the node begins to listen and to dial: once the application is
 * ready, or once it is started, which is before its runners (CommandLineRunner,
 * ApplicationRunner) are called.
 * @param session How connections are secured. Both ends must use the same kind.
 * @param legacy What both ends of a session legacy must have in common.
 * @param maxMessageSize Longest message that a peer may send.
 * @param connectTimeout How long looking up a host and connecting to it may take
 * together. Without a unit, seconds.
 * @param handshakeTimeout How long a new connection may take to become a peer. Without a
 * unit, seconds.
 * @param sendTimeout How long a message may wait before it begins: for room in the queue
 * of its peer, and for credit. Without a unit, seconds.
 * @param receiveTimeout How long to wait for a message that the application asks a peer
 * for. Without a unit, seconds.
 * @param drainTimeout How long closing a peer, or the node at the end of the application,
 * waits for what is still to be sent, and then once more for hooks that still run.
 * Without a unit, seconds.
 * @param identity Who the node is.
 * @param trust Which nodes become peers.
 * @param secure What both ends of a secure session must agree on.
 * @param limits What the node allows others.
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
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration drainTimeout, @DefaultValue Identity identity,
		@DefaultValue Trust trust, @DefaultValue Secure secure, @DefaultValue Limits limits) {

	/**
	 * The moments at which a node may start.
	 */
	public enum StartOn {

		/**
		 * On ApplicationReadyEvent, after all runners have returned.
		 */
		READY,

		/**
		 * On ApplicationStartedEvent, before runners are called: for those that do not
		 * return, such as a chat on the console.
		 */
		STARTED

	}

	/**
	 * The kinds of session.
	 */
	public enum Session {

		/**
		 * Encrypted, and each end proves who it is.
		 */
		SECURE,

		/**
		 * The frames of Go noise v1.0 without encryption or identity, for trusted links
		 * and tests.
		 */
		PLAIN,

		/**
		 * Go noise v1.0 with its ECDH and AEAD blocks, to join a network of such nodes.
		 * Protects nothing from anybody who can see or touch the network. Needs
		 * BouncyCastle.
		 */
		LEGACY

	}

	/**
	 * Who the node is.
	 *
	 * @param location File with its private key: PKCS#8 in PEM, Ed25519. Without one, the
	 * node has a fresh identity each time it starts.
	 * @param createIfMissing Whether to create the file, with a fresh key, where it is
	 * missing. Never done where there is a password.
	 * @param pem The private key itself, in place of a file: its PEM, with line breaks or
	 * with \n in their place, or only the base64 between the first and the last line.
	 * @param password Password of the file or of the key, where it is encrypted.
	 * @param permissions Who may have access to the file, by its mode.
	 */
	public record Identity(@Nullable String location, @DefaultValue("false") boolean createIfMissing,
			@Nullable String pem, @Nullable String password,
			@DefaultValue("owner") io.noise.identity.Identity.Permissions permissions) {

		/** Without key and password. */
		@Override
		public String toString() {
			return "Identity[location=" + this.location + ", createIfMissing=" + this.createIfMissing + ", permissions="
					+ this.permissions + "]";
		}

	}

	/**
	 * Which nodes become peers.
	 *
	 * @param mode Who is trusted. Default: allow-list where there are noise.trust.peers,
	 * else open.
	 * @param peers Ids of the nodes that are trusted, and no others. They can be changed
	 * at run time by the AllowList bean.
	 * @param knownPeers File in which mode tofu remembers which node was at which
	 * address. Without one, it forgets when the application ends.
	 * @param authorizerTimeout How long a PeerAuthorizer bean may take; no answer is a
	 * refusal. Without a unit, seconds.
	 */
	public record Trust(@Nullable Mode mode, @Nullable List<String> peers, @Nullable String knownPeers,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("3s") Duration authorizerTimeout) {

		/**
		 * Who is trusted.
		 */
		public enum Mode {

			/** The nodes of noise.trust.peers, and no others. */
			ALLOW_LIST,

			/** At each address that is dialled, the node that was there at first. */
			TOFU,

			/** Every node that proves that it holds a key, whose ever that is. */
			OPEN

		}

		/** A list that is set and empty is a list, too. */
		Mode effectiveMode() {
			if (this.mode != null) {
				return this.mode;
			}
			return (this.peers != null) ? Mode.ALLOW_LIST : Mode.OPEN;
		}

	}

	/**
	 * The options of the session legacy, as the blocks of the original have them. Nothing
	 * of it is negotiated.
	 *
	 * @param handshakeMessage Text that both ends sign in the ECDH block.
	 * @param handshakeTimeout How long the handshake of the other end may take.
	 * noise.handshake-timeout bounds both blocks together. Without a unit, seconds.
	 * @param ackTimeout How long the ack of the other end in the AEAD block may take.
	 * Without a unit, seconds.
	 * @param cipher Cipher that seals the frames.
	 * @param hash Hash that derives the key of the cipher.
	 */
	public record Legacy(@DefaultValue(".noise_handshake") String handshakeMessage,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration handshakeTimeout,
			@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("3s") Duration ackTimeout,
			@DefaultValue("aes-256-gcm") LegacyOptions.Cipher cipher,
			@DefaultValue("sha-256") LegacyOptions.Hash hash) {
	}

	/**
	 * What both ends of a secure session must agree on.
	 *
	 * @param suites Ciphers that this end takes, the most wanted first.
	 * @param network Name that both ends must share. It keeps apart what should not meet,
	 * such as test and production, and is no secret.
	 * @param provider Name of the security provider whose ciphers seal. Default: that of
	 * the platform, whichever stands first.
	 */
	public record Secure(@DefaultValue("aesgcm,chachapoly") List<SecureOptions.Suite> suites,
			@DefaultValue("") String network, @Nullable String provider) {
	}

	/**
	 * What the node allows others.
	 *
	 * @param maxInbound How many peers that dialled this node there may be. One that is
	 * disconnected counts until its hooks and handlers are done.
	 * @param maxOutbound How many peers that this node dialled there may be, and besides
	 * them how many that are disconnected and whose hooks are not done.
	 * @param maxPerAddress How many connections may come from one address: an IPv4
	 * address, or a /56 of IPv6. A peer counts until its hooks and handlers are done.
	 * Loopback is exempt.
	 * @param maxPerNetwork How many connections may come from one /48 of IPv6.
	 * @param exemptAddresses Ranges of addresses, such as 10.0.0.0/8, that limits for
	 * each address and network do not concern, since many share them.
	 * @param acceptRate How many connections a second may come from one address.
	 * @param acceptBurst How many connections may come from one address at once.
	 * @param handshakeRate How many connections a second may come to the whole node. 0
	 * for any number.
	 * @param maxPendingHandshakes How many connections that came may be on their way to
	 * becoming peers. Beyond, newcomers wait to be accepted, unless one that says nothing
	 * makes room.
	 * @param maxConcurrentDials How many dials may be under way; others wait for their
	 * turn. As many more may be under way to noise.peers.
	 * @param maxWaitingDials How many dials may wait for their turn, but for those to
	 * noise.peers.
	 * @param frameTimeout How long a frame that was begun may make no progress, which is
	 * less than 1 KiB a second. Without a unit, seconds.
	 * @param receiveQueue How much of the messages of one peer may wait until they are
	 * taken.
	 * @param sendQueue How much may wait to be sent to one peer.
	 * @param pingInterval After how long a silence a peer is asked for a sign of life.
	 * Without a unit, seconds.
	 * @param pingTimeout How long the answer to a ping may take, at most ping-interval.
	 * Default: 20s, or ping-interval where that is shorter. Without a unit, seconds.
	 * @param stallTimeout How long a peer may take nothing, or less than 1 KiB a second,
	 * of what is written to it. Without a unit, seconds.
	 * @param writeBufferLow When a connection that took no more to write takes more
	 * again.
	 * @param writeBufferHigh When a connection takes no more to write.
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
			@DefaultValue("256KB") DataSize writeBufferLow, @DefaultValue("1MB") DataSize writeBufferHigh) {
	}

}
