package io.noise.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.noise.Peer;

/**
 * The life of one peer, as its node has seen it.
 */
final class PeerLog {

	private final Peer peer;

	private final List<String> hooks = new ArrayList<>();

	private final List<Note> received = new ArrayList<>();

	private final List<CompletableFuture<Void>> sent = new ArrayList<>();

	private final List<CompletableFuture<Ask>> asked = new ArrayList<>();

	private final List<Ask> answered = new ArrayList<>();

	PeerLog(Peer peer) {
		this.peer = peer;
	}

	Peer peer() {
		return this.peer;
	}

	/** The hooks that have run; "message" stands for any number of messages. */
	List<String> hooks() {
		return this.hooks;
	}

	List<Note> received() {
		return this.received;
	}

	/** The outcomes of messages, by their numbers. */
	List<CompletableFuture<Void>> sent() {
		return this.sent;
	}

	/** The outcomes of requests, by their numbers. */
	List<CompletableFuture<Ask>> asked() {
		return this.asked;
	}

	/** The requests that were handled here. */
	List<Ask> answered() {
		return this.answered;
	}

	void ask(Duration timeout) {
		Ask ask = new Ask(this.peer.id(), this.asked.size());
		this.asked.add(this.peer.requestAsync(ask, Ask.class, timeout));
	}

	void answer(Ask ask) {
		took();
		this.answered.add(ask);
	}

	private void took() {
		if (!this.hooks.isEmpty() && !this.hooks.get(this.hooks.size() - 1).equals("message")) {
			this.hooks.add("message");
		}
	}

	void hook(String name) {
		this.hooks.add(name);
	}

	void message(Note note) {
		took();
		this.received.add(note);
	}

	void send(int size) {
		Note note = new Note(this.peer.id(), this.sent.size(), new byte[size]);
		this.sent.add(this.peer.sendAsync(note));
	}

}
