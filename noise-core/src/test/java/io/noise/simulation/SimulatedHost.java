package io.noise.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import io.noise.KeptAddress;
import io.noise.KeptConnection;
import io.noise.Limits;
import io.noise.Node;
import io.noise.Peer;
import io.noise.engine.SimulatedNodes;
import io.noise.session.Session;
import io.noise.transport.Transport;

/**
 * A machine of a simulation. It has one address, and one node after the other.
 */
final class SimulatedHost {

	private static final int PORT = 4000;

	private final Simulation simulation;

	private final Trace trace;

	private final Transport transport;

	private final String name;

	private final Supplier<Session> session;

	private final Map<Peer, PeerLog> peers = new LinkedHashMap<>();

	private final List<Begun> futures = new ArrayList<>();

	/** The peers that a dial has led to which is not that of a kept address. */
	private final Set<Peer> dialed = new HashSet<>();

	private final List<String> kept = new ArrayList<>();

	private SimulatedPlatform platform;

	private Node node;

	private boolean up;

	SimulatedHost(Simulation simulation, Trace trace, Transport transport, String name, Supplier<Session> session) {
		this.simulation = simulation;
		this.trace = trace;
		this.transport = transport;
		this.name = name;
		this.session = session;
	}

	String address() {
		return this.name + ":" + PORT;
	}

	/** The node that is here, or was the last one. */
	Node node() {
		return this.node;
	}

	/** The peers of all its nodes. */
	List<PeerLog> peers() {
		return List.copyOf(this.peers.values());
	}

	/** The peers of its present node that are connected, as far as this end knows. */
	List<PeerLog> connected() {
		return this.node.peers().stream().filter(Peer::isConnected).map(this.peers::get).toList();
	}

	/** What was begun here, and must end. */
	List<Begun> futures() {
		return this.futures;
	}

	/** The peers that dials of kept addresses have not led to. */
	Set<Peer> dialed() {
		return this.dialed;
	}

	/** Whether all that was begun here has ended. */
	boolean isDone() {
		return this.futures.stream().allMatch((one) -> one.future().isDone());
	}

	/** Whether a peer is connected at every address that its node keeps. */
	boolean keepsAll() {
		return this.node.keptConnections().stream().allMatch((one) -> one.state() == KeptConnection.State.CONNECTED);
	}

	/** Whether its node is neither closed nor about to be. */
	boolean isUp() {
		return this.up;
	}

	/** The addresses that its present node keeps connected. */
	List<String> kept() {
		return this.kept;
	}

	/** Something that was begun, and must end. */
	record Begun(String what, CompletableFuture<?> future) {
	}

	/** Starts a node, and lets it listen. */
	void start() {
		SimulatedPlatform on = new SimulatedPlatform(this.simulation);
		Node made = SimulatedNodes.builder(on)
			.host(this.name)
			.port(PORT)
			.transport(this.transport)
			.session(this.session.get())
			.limits(Limits.defaults().withMaxPerAddress(1000))
			.build();
		made.messages().register(1, Note.class);
		made.messages().register(2, Ask.class);
		made.onPeerConnected((n, peer) -> hook("connected", peer));
		made.onPeerDialed((n, peer) -> hook("dialed", peer));
		made.onPeerInit((n, peer) -> hook("init", peer));
		made.onPeerDisconnected((n, peer) -> hook("disconnected", peer));
		if (this.simulation.fault().repeatsHook()) {
			made.onPeerDisconnected((n, peer) -> hook("disconnected", peer));
		}
		made.onMessage(Note.class, this::message);
		made.onRequest(Ask.class, this::answer);
		this.platform = on;
		this.node = made;
		this.up = true;
		this.kept.clear();
		this.simulation.inline(made::listen);
		this.trace.add(this, "listens");
	}

	private void hook(String kind, Peer peer) {
		this.peers.computeIfAbsent(peer, PeerLog::new).hook(kind);
		this.trace.add(this, kind + " " + peer.id() + peer.disconnectReason().map((why) -> " " + why).orElse(""));
	}

	private void message(Peer peer, Note note) {
		this.peers.get(peer).message(note);
		this.trace.add(this, "takes " + note.number() + " of " + note.from() + ", " + note.filler().length + " bytes");
	}

	private Object answer(Peer peer, Ask ask) {
		this.peers.get(peer).answer(ask);
		this.trace.add(this, "answers " + ask.number() + " of " + ask.from());
		if (ask.number() % 3 != 0) {
			return ask;
		}
		CompletableFuture<Ask> later = new CompletableFuture<>();
		this.simulation.later(Duration.ofMillis(this.simulation.random().nextInt(3000)), () -> later.complete(ask));
		return later;
	}

	/** Sends a request, of which the reply is the same again. */
	void ask(PeerLog whom, Duration timeout) {
		whom.ask(timeout);
		int number = whom.asked().size() - 1;
		CompletableFuture<Ask> last = whom.asked().get(number);
		follow("request " + number + " to " + whom.peer().id(), last);
	}

	void dial(SimulatedHost other) {
		this.trace.add(this, "dials " + other.name);
		CompletableFuture<Peer> peer = this.node.dialAsync(other.address());
		peer.thenAccept(this.dialed::add);
		follow("dial of " + other.name, peer);
	}

	void keep(SimulatedHost other) {
		if (this.kept.contains(other.address())) {
			return;
		}
		this.trace.add(this, "keeps " + other.name);
		this.kept.add(other.address());
		KeptAddress address = this.node.keepConnected(other.address());
		follow("keeping " + other.name, address.whenConnected());
	}

	void send(PeerLog to, int size) {
		to.send(size);
		CompletableFuture<Void> last = to.sent().get(to.sent().size() - 1);
		follow("message " + (to.sent().size() - 1) + " to " + to.peer().id(), last);
	}

	void disconnect(PeerLog whom) {
		this.trace.add(this, "disconnects " + whom.peer().id());
		follow("disconnect of " + whom.peer().id(), whom.peer().disconnectAsync());
	}

	/** Keeps the threads of its hooks and handlers busy for a time. */
	void block(Duration time) {
		this.trace.add(this, "is busy for " + time);
		this.platform.block(time);
	}

	/** Closes its node. */
	CompletableFuture<Void> stop() {
		this.trace.add(this, "closes");
		this.up = false;
		CompletableFuture<Void> closed = this.node.closeAsync();
		follow("close", closed);
		SimulatedPlatform last = this.platform;
		closed.whenComplete((done, failure) -> last.end());
		return closed;
	}

	private void follow(String what, CompletableFuture<?> future) {
		this.futures.add(new Begun(what, future));
		future.whenComplete((result, failure) -> {
			Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
			this.trace.add(this, what + ": " + ((cause != null) ? cause.getClass().getSimpleName() : "done"));
		});
	}

	@Override
	public String toString() {
		return this.name;
	}

}
