package io.noise.benchmarks.peer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import io.noise.BroadcastResult;
import io.noise.Dispatch;
import io.noise.Limits;
import io.noise.Node;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.identity.Identity;
import io.noise.session.Session;
import io.noise.session.Sessions;

/**
 * noise by its public API, with hooks and with default settings, but for two limits: one
 * process here has more peers than a stranger may have, and a handshake may take longer,
 * since new JVMs make many at once.
 */
final class NoiseContender implements Contender {

	private static final int MANY_PEERS = 100_000;

	private static final Duration BUSY_MACHINE = Duration.ofSeconds(30);

	private final String name;

	private final Supplier<Session> session;

	private final Dispatch dispatch;

	private NoiseContender(String name, Supplier<Session> session, Dispatch dispatch) {
		this.name = name;
		this.session = session;
		this.dispatch = dispatch;
	}

	static NoiseContender plain() {
		return plain("noise-plain", Dispatch.WORKER);
	}

	static NoiseContender plainDirect() {
		return plain("noise-plain-direct", Dispatch.DIRECT);
	}

	static NoiseContender secure() {
		return secure("noise-secure", Dispatch.WORKER);
	}

	static NoiseContender secureDirect() {
		return secure("noise-secure-direct", Dispatch.DIRECT);
	}

	private static NoiseContender plain(String name, Dispatch dispatch) {
		return new NoiseContender(name, Sessions::plain, dispatch);
	}

	private static NoiseContender secure(String name, Dispatch dispatch) {
		return new NoiseContender(name, () -> Sessions.secure(Identity.generate()), dispatch);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Server serve(Traffic traffic, IntConsumer received) {
		Node node = node();
		node.onMessage(Blob.class, this.dispatch, (peer, message) -> {
			received.accept(message.body().length);
			if (traffic == Traffic.ECHO) {
				peer.sendAsync(message);
			}
		});
		node.listen();
		return new NodeServer(node);
	}

	@Override
	public Client client(Traffic traffic) {
		return new NodeClient(node(), this.dispatch);
	}

	private Node node() {
		Node node = Node.builder().session(this.session.get()).limits(limits()).handshakeTimeout(BUSY_MACHINE).build();
		node.messages().register(Blob.OPCODE, Blob.class);
		LongAdder peers = new LongAdder();
		node.onPeerInit((self, peer) -> peers.increment());
		node.onPeerDisconnected((self, peer) -> peers.decrement());
		return node;
	}

	static Limits limits() {
		return Limits.defaults()
			.withMaxInbound(MANY_PEERS)
			.withMaxOutbound(MANY_PEERS)
			.withAcceptRate(MANY_PEERS)
			.withAcceptBurst(MANY_PEERS);
	}

	private record NodeServer(Node node) implements Server {

		@Override
		public int port() {
			return this.node.port();
		}

		@Override
		public void close() {
			this.node.close();
		}

	}

	private record NodeClient(Node node, Dispatch dispatch) implements Client {

		@Override
		public Link connect(int port, Runnable replied) {
			Peer peer = this.node.dial("127.0.0.1:" + port);
			peer.onMessage(Blob.class, this.dispatch, (from, reply) -> replied.run());
			return new PeerLink(peer);
		}

		@Override
		public Pending broadcast(byte[] body) {
			CompletableFuture<BroadcastResult> result = this.node.broadcast(new Blob(body));
			return () -> {
				for (Throwable failure : result.join().failed().values()) {
					throw new NotSentException("broadcast: failed for a peer", failure);
				}
			};
		}

		@Override
		public void close() {
			this.node.close();
		}

	}

	private record PeerLink(Peer peer) implements Link {

		@Override
		public CompletableFuture<Void> send(byte[] body) {
			return this.peer.sendAsync(new Blob(body));
		}

		@Override
		public void close() {
			this.peer.disconnect();
		}

	}

}
