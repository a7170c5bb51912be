package io.noise.session.secure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.noise.DelegatingTransport;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.Refusal;
import io.noise.protocol.Block;
import io.noise.protocol.Protocol;
import io.noise.session.Session;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A node that is attacked, and an honest peer of it that must not notice. What the node
 * received and why peers left it is kept.
 */
final class Target implements AfterEachCallback {

	/** The message of these tests. */
	record Chat(String text) {
	}

	private final Nodes nodes = new Nodes();

	private final Lines log = new Lines();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.noise");

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final List<String> ended = new CopyOnWriteArrayList<>();

	private Node node;

	private Peer honest;

	Target() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	/** Makes it listen, with the session that everybody has. */
	Target start() {
		return start(null);
	}

	Target start(Session session) {
		this.node = create(session);
		this.node.onMessage(Chat.class, (peer, chat) -> this.received.add(chat.text()));
		this.node
			.onPeerDisconnected((n, peer) -> this.ended.add(String.valueOf(peer.disconnectReason().orElseThrow())));
		this.node.listen();
		this.honest = create(null).dial(this.node.externalAddress());
		await().atMost(Nodes.SOON).until(() -> this.node.peers().size() == 1);
		return this;
	}

	/** A node with all the time of a slow machine. */
	Node create(Session session) {
		return create(session, Nodes.SOON);
	}

	/** A node whose messages wait no longer than told. */
	Node create(Session session, Duration sendTimeout) {
		Node made = this.nodes.create((builder) -> {
			builder.transport(new TightTransport())
				.connectTimeout(Nodes.SOON)
				.handshakeTimeout(Nodes.SOON)
				.sendTimeout(sendTimeout);
			return (session != null) ? builder.session(session) : builder;
		});
		made.messages().register(Chat.class);
		return made;
	}

	/** A node that waits for handshakes no longer than told. */
	Node impatient(Duration handshakeTimeout) {
		Node made = this.nodes.create((builder) -> builder.handshakeTimeout(handshakeTimeout));
		made.listen();
		return made;
	}

	/** Another node that listens, with a block before its hooks. */
	Node listening(Block block) {
		Node made = this.nodes.create((builder) -> builder.protocol(Protocol.of(block))
			.handshakeTimeout(Nodes.SOON)
			.receiveTimeout(Nodes.SOON));
		made.messages().register(Chat.class);
		made.listen();
		return made;
	}

	/** Another node that listens. */
	Node listening(Session session) {
		Node made = create(session);
		made.listen();
		return made;
	}

	Node node() {
		return this.node;
	}

	RawSecurePeer attacker() throws IOException {
		return RawSecurePeer.dial(this.node.port());
	}

	/** An attacker that was honest until now. */
	RawSecurePeer connected() throws IOException {
		return attacker().connect();
	}

	/** The peer that is not the honest one. */
	Peer other() {
		await().atMost(Nodes.SOON).until(() -> this.node.peers().size() == 2);
		return this.node.peers().get(1);
	}

	List<String> received() {
		return this.received;
	}

	void awaitReceived(String... texts) {
		await().atMost(Nodes.SOON).untilAsserted(() -> assertThat(this.received).containsExactly(texts));
	}

	/** Expects that a connection ended with a reason, and with these words in the log. */
	void assertClosed(String reason, String... words) {
		await().atMost(Nodes.SOON)
			.untilAsserted(() -> assertThat(lines())
				.anySatisfy((line) -> assertThat(line).contains(reason + ": ").contains(words)));
		assertHonestIsUnharmed();
	}

	/** Expects the same of one that was a peer. */
	void assertDisconnected(String reason, String... words) {
		await().atMost(Nodes.SOON).untilAsserted(() -> assertThat(this.ended).containsExactly(reason));
		if (words.length > 0) {
			assertClosed(reason, words);
		}
		assertHonestIsUnharmed();
	}

	/** Expects that a limit was exceeded, once. */
	void assertLimit(Refusal limit) {
		await().atMost(Nodes.SOON)
			.untilAsserted(() -> assertThat(this.node.stats().refusals()).containsEntry(limit, 1L));
	}

	void assertHonestIsUnharmed() {
		int before = this.received.size();
		this.honest.send(new Chat("honest"));
		await().atMost(Nodes.SOON).until(() -> this.received.size() > before);
		assertThat(this.received.remove(before)).isEqualTo("honest");
		assertThat(this.honest.isConnected()).isTrue();
	}

	Peer honest() {
		return this.honest;
	}

	/** Forgets what was received, who left and what was logged. */
	void forget() {
		this.received.clear();
		this.ended.clear();
		this.log.lines.clear();
	}

	List<String> lines() {
		return List.copyOf(this.log.lines);
	}

	/** The lines as they were logged, without the peers that they are about. */
	private static final class Lines extends AppenderBase<ILoggingEvent> {

		private final Queue<String> lines = new ConcurrentLinkedQueue<>();

		@Override
		protected void append(ILoggingEvent event) {
			this.lines.add(event.getFormattedMessage());
		}

	}

	/** The operating system takes little that is not read. */
	private static final class TightTransport extends DelegatingTransport {

		@Override
		public void configure(ServerBootstrap bootstrap) {
			super.configure(bootstrap);
			bootstrap.childOption(ChannelOption.SO_SNDBUF, 8 << 10);
		}

	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.nodes.afterEach(context);
		this.logger.detachAppender(this.log);
	}

}
