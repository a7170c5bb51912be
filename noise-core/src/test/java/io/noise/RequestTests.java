package io.noise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests and replies between two nodes.
 */
class RequestTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private Node asked;

	private Node asking;

	private Peer peer;

	record Question(String text) {
	}

	record Answer(String text) {
	}

	@BeforeEach
	void connect() {
		this.asked = this.nodes.create();
		this.asking = this.nodes.create();
		for (Node node : new Node[] { this.asked, this.asking }) {
			node.messages().register(Question.class);
			node.messages().register(Answer.class);
		}
		this.asked.listen();
		this.peer = this.asking.dial(this.asked.externalAddress());
	}

	@Test
	void request_returnsTheReply() {
		this.asked.onRequest(Question.class, (from, question) -> new Answer(question.text() + "!"));
		assertThat(this.peer.request(new Question("who"), Answer.class)).isEqualTo(new Answer("who!"));
	}

	@Test
	void requestAsync_completesWithTheReplyOfAStage() throws Exception {
		CompletableFuture<Answer> stage = new CompletableFuture<>();
		this.asked.onRequest(Question.class, (from, question) -> stage);
		CompletableFuture<Answer> reply = this.peer.requestAsync(new Question("who"), Answer.class);
		stage.complete(new Answer("me"));
		assertThat(reply.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Answer("me"));
	}

}
