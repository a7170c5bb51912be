package io.noise.sample;

import java.util.ArrayList;
import java.util.List;

import io.noise.DialException;
import io.noise.Node;
import io.noise.identity.Identity;
import io.noise.session.LegacyOptions;
import io.noise.session.SecureOptions;
import io.noise.session.Session;
import io.noise.session.Sessions;
import io.noise.spring.boot.autoconfigure.NoiseProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Two companion nodes in this process, so that the application has peers even when it
 * runs alone. They are plain objects, not beans, so the hooks of the application apply
 * only to its own node.
 */
@Component
@ConditionalOnBooleanProperty(name = "noise.enabled", matchIfMissing = true)
class Companions implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(Companions.class);

	private final Node node;

	private final NoiseProperties noise;

	private final CompanionsProperties properties;

	private final List<Node> companions = new ArrayList<>();

	Companions(Node node, NoiseProperties noise, CompanionsProperties properties) {
		this.node = node;
		this.noise = noise;
		this.properties = properties;
	}

	/**
	 * Dials the companions, and lets one of them dial back, so that there are inbound and
	 * outbound peers. The companions greet every peer. The node of the application
	 * already listens at this point.
	 */
	@EventListener(ApplicationReadyEvent.class)
	void start() {
		if (!this.properties.enabled()) {
			return;
		}
		Node alice = listen("alice");
		Node bob = listen("bob");
		dial(alice);
		dial(bob);
		bob.keepConnected(this.node.externalAddress());
	}

	List<Node> nodes() {
		return List.copyOf(this.companions);
	}

	/** Dials a companion, which an allow-list may refuse. */
	private void dial(Node companion) {
		try {
			this.node.dial(companion.externalAddress());
		}
		catch (DialException ex) {
			logger.warn("a companion does not become a peer: {}", ex.getMessage());
		}
	}

	private Node listen(String name) {
		Node companion = Node.builder().metadata("name", name).session(session()).build();
		companion.messages().register(Greeting.OPCODE, Greeting.class);
		companion.messages().register(Welcome.OPCODE, Welcome.class);
		companion.onPeerInit((n, peer) -> peer.send(new Greeting(name)));
		companion.onMessage(Welcome.class, (peer, welcome) -> logger.info("{} was told: {}", name, welcome.text()));
		this.companions.add(companion);
		companion.listen();
		return companion;
	}

	/** Creates a session of the kind that the application uses: both ends must agree. */
	private Session session() {
		return switch (this.noise.session()) {
			case SECURE -> {
				NoiseProperties.Secure secure = this.noise.secure();
				yield Sessions.secure(Identity.generate(), new SecureOptions(secure.suites(), secure.network()));
			}
			case PLAIN -> Sessions.plain();
			case LEGACY -> {
				NoiseProperties.Legacy legacy = this.noise.legacy();
				yield Sessions.legacy(new LegacyOptions(legacy.handshakeMessage(), legacy.handshakeTimeout(),
						legacy.ackTimeout(), legacy.cipher(), legacy.hash()));
			}
		};
	}

	@Override
	public void destroy() {
		this.companions.forEach(Node::close);
	}

}
