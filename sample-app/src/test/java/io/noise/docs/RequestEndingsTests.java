package io.noise.docs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.noise.Limits;
import io.noise.Node;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.RequestException;
import io.noise.RequestRejectedException;
import io.noise.UnknownOutcomeException;
import io.noise.identity.Identity;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of {@code docs/requests.md} with the ways in which a request ends.
 */
class RequestEndingsTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final String page = Repository.find().read(Path.of("docs/requests.md"));

	private final List<Node> nodes = new ArrayList<>();

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
	}

	private Node node(Session session, int maxOpenRequests) {
		Node node = Node.builder()
			.session(session)
			.requestTimeout(SOON)
			.limits(Limits.defaults().withMaxOpenRequests(maxOpenRequests))
			.build();
		node.messages().register(1, Job.class);
		node.messages().register(2, JobDone.class);
		this.nodes.add(node);
		return node;
	}

	/** A worker that does to a job what its text says. */
	private Node worker(int maxOpenRequests) {
		Node worker = node(Sessions.secure(Identity.generate()), maxOpenRequests);
		worker.onRequest(Job.class, (peer, job) -> switch (job.text()) {
			case "reject" -> throw new RequestRejectedException("closed on Sundays");
			case "throw" -> throw new IllegalStateException("secret");
			case "wrong" -> job;
			case "hang up" -> {
				peer.disconnectAsync();
				yield never();
			}
			default -> never();
		});
		worker.listen();
		return worker;
	}

	/** A stage of its own for each request: it is cancelled when nobody waits for it. */
	private static CompletableFuture<JobDone> never() {
		return new CompletableFuture<>();
	}

	private Peer dial(Node worker, int maxOpenRequests) {
		return node(Sessions.secure(Identity.generate()), maxOpenRequests).dial(worker.externalAddress());
	}

	private static CompletableFuture<JobDone> order(Peer peer, String text) {
		return peer.requestAsync(new Job(1, text), JobDone.class);
	}

	/** Expects a failure with words that the row of the table has. */
	private void assertEnds(CompletableFuture<?> reply, Class<?> type, String inTable, String words) {
		Throwable failure = reply.handle((answer, ex) -> ex).orTimeout(30, TimeUnit.SECONDS).join();
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		assertThat(cause).isExactlyInstanceOf(type).hasMessageContaining(words);
		if (cause instanceof RequestException ex) {
			assertThat(inTable).endsWith(ex.reason().name());
		}
		assertThat(this.page.lines())
			.anyMatch((line) -> line.startsWith("| `" + inTable + "` | ") && line.contains(words));
	}

	@Test
	void endingsAtTheOtherSide() {
		Peer peer = dial(worker(1024), 1024);
		Class<?> type = RequestException.class;
		assertEnds(order(peer, "reject"), type, "RequestException` `REJECTED", "rejected: ");
		assertEnds(order(peer, "throw"), type, "RequestException` `FAILED", "the handler of the peer failed");
		assertEnds(order(peer, "wrong"), type, "RequestException` `UNREADABLE", "the reply is ");
		assertEnds(peer.requestAsync(new JobDone(1, ""), JobDone.class), type, "RequestException` `NO_HANDLER",
				"the peer has no handler for it");
		Peer crowd = dial(worker(1), 1024);
		CompletableFuture<JobDone> first = order(crowd, "wait");
		assertEnds(order(crowd, "wait"), type, "RequestException` `OVERLOADED", "the peer has no room for it");
		assertThat(first).isNotDone();
	}

	@Test
	void endingsAtThisSide() {
		Peer peer = dial(worker(1024), 1);
		assertEnds(peer.requestAsync(new Job(1, "wait"), JobDone.class, Duration.ofMillis(20)),
				NoiseTimeoutException.class, "NoiseTimeoutException", "no reply within ");
		CompletableFuture<JobDone> cancelled = order(peer, "wait");
		assertEnds(order(peer, "wait"), NotSentException.class, "NotSentException", "requests to the peer are open");
		cancelled.cancel(true);
		assertThat(cancelled).isCancelled();
		assertEnds(order(peer, "hang up"), UnknownOutcomeException.class, "UnknownOutcomeException", "sent, and then ");
		peer.disconnectAsync().join();
		assertEnds(order(peer, "wait"), NotSentException.class, "NotSentException",
				"not sent, the peer is disconnected");
	}

	@Test
	void plainSession_hasNone() {
		Node worker = node(Sessions.plain(), 1024);
		worker.listen();
		Peer peer = node(Sessions.plain(), 1024).dial(worker.externalAddress());
		assertEnds(order(peer, "wait"), NotSentException.class, "NotSentException", "plain has no requests");
	}

}
