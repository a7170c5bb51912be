package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.noise.session.LegacyOptions;
import io.noise.session.Sessions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What {@code noise.*} configures. The descriptions here are the manual; IDEs show them.
 *
 * @param enabled Whether the application has a node. Without one, annotated beans do
 * nothing.
 * @param host Name or address of this machine to bind; nothing else is bound. 0.0.0.0 or
 * :: for all addresses.
 * @param port Port to bind, 1024 to 65535. 0 takes any free port, which local.noise.port
 * then tells.
 * @param externalHost Name or address under which others reach this node. Default: what
 * is bound.
 * @param externalPort Port under which others reach this node. 0 for the one that is
 * bound.
 * @param metadata Metadata that the node has from its beginning.
 * @param peers Addresses (host:port) to dial once the application is ready and to stay
 * connected to. A peer that is down is dialled again, after growing pauses, for ever; it
 * never fails the start.
 * @param session How connections are secured. Both ends must use the same kind.
 * @param legacy What both ends of a session legacy must have in common.
 * @param maxMessageSize Longest message that a peer may send.
 * @param connectTimeout How long looking up a host and connecting to it may take
 * together.
 * @param handshakeTimeout How long a new connection may take to become a peer.
 * @param sendTimeout How long sending a message may take: until there is room in the
 * queue of its peer and it is handed to the socket.
 * @param receiveTimeout How long to wait for a message that the application asks a peer
 * for.
 * @param drainTimeout How long closing a peer, or the node at the end of the application,
 * waits for hooks that still run.
 */
@ConfigurationProperties("noise")
public record NoiseProperties(@DefaultValue("true") boolean enabled, @DefaultValue("127.0.0.1") String host,
		@DefaultValue("0") int port, @Nullable String externalHost, @DefaultValue("0") int externalPort,
		@DefaultValue Map<String, String> metadata, @DefaultValue List<String> peers,
		@DefaultValue("plain") Session session, @DefaultValue Legacy legacy,
		@DefaultValue("1MB") DataSize maxMessageSize, @DefaultValue("3s") Duration connectTimeout,
		@DefaultValue("5s") Duration handshakeTimeout, @DefaultValue("3s") Duration sendTimeout,
		@DefaultValue("3s") Duration receiveTimeout, @DefaultValue("10s") Duration drainTimeout) {

	/**
	 * The kinds of session.
	 */
	public enum Session {

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
		LEGACY;

		io.noise.session.Session create(NoiseProperties noise) {
			return switch (this) {
				case PLAIN -> Sessions.plain();
				case LEGACY -> LegacySessions.create(noise.legacy());
			};
		}

	}

	/**
	 * The options of the session legacy, as the blocks of the original have them. Nothing
	 * of it is negotiated.
	 *
	 * @param handshakeMessage Text that both ends sign in the ECDH block.
	 * @param handshakeTimeout How long the handshake of the other end may take.
	 * noise.handshake-timeout bounds both blocks together.
	 * @param ackTimeout How long the ack of the other end in the AEAD block may take.
	 * @param cipher Cipher that seals the frames.
	 * @param hash Hash that derives the key of the cipher.
	 */
	public record Legacy(@DefaultValue(".noise_handshake") String handshakeMessage,
			@DefaultValue("10s") Duration handshakeTimeout, @DefaultValue("3s") Duration ackTimeout,
			@DefaultValue("aes-256-gcm") LegacyOptions.Cipher cipher,
			@DefaultValue("sha-256") LegacyOptions.Hash hash) {
	}

}
