package io.noise;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests to a process that is killed.
 */
class RequestKillTests {

	private static final Duration AFTER_DISCONNECT = Duration.ofSeconds(5);

	private static final int KILLS = Integer.getInteger("noise.kills", 1);

	private static final int OPEN = 500;

	private static final int THREADS = 8;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	record Question(int number, boolean answered) {
	}

	record Answer(int number) {
	}

	/** The other process: prints its port, and answers until it is killed. */
	static final class Answering {

		private Answering() {
		}

		public static void main(String[] args) throws Exception {
			Node node = Node.builder().build();
			register(node);
			node.onRequest(Question.class, (peer, question) -> question.answered() ? new Answer(question.number())
					: new CompletableFuture<>());
			node.listen();
			System.out.println("port " + node.port());
			System.in.read();
		}

	}

	/** A request with what became of it, and how often. */
	private record Asked(int number, CompletableFuture<Answer> reply, AtomicInteger ends) {

		Asked(int number, CompletableFuture<Answer> reply) {
			this(number, reply, new AtomicInteger());
			reply.whenComplete((answer, failure) -> this.ends.incrementAndGet());
		}

		void assertEnded() {
			assertThat(this.ends).hasValue(1);
			Throwable failure = this.reply
				.handle((answer, ex) -> (ex instanceof CompletionException) ? ex.getCause() : ex)
				.join();
			if (failure == null) {
				assertThat(this.reply.join()).isEqualTo(new Answer(this.number));
			}
			else {
				assertThat(failure).isInstanceOfAny(UnknownOutcomeException.class, NotSentException.class);
			}
		}

	}

	private static void register(Node node) {
		node.messages().register(Question.class);
		node.messages().register(Answer.class);
	}

	@Test
	void killedProcess_endsAllRequests_andNoneTwice() throws Exception {
		for (int i = 0; i < KILLS; i++) {
			killUnderRequests();
		}
	}

	private void killUnderRequests() throws Exception {
		Node node = this.nodes.create((builder) -> builder.connectTimeout(Nodes.SOON)
			.handshakeTimeout(Nodes.SOON)
			.requestTimeout(Duration.ofMinutes(10)));
		register(node);
		CompletableFuture<Void> gone = new CompletableFuture<>();
		node.onPeerDisconnected((n, peer) -> gone.complete(null));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Answering.class.getName())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			Peer peer = node.dial("127.0.0.1:" + port(process));
			List<Asked> open = IntStream.range(0, OPEN).mapToObj((number) -> ask(peer, number, false)).toList();
			Queue<Asked> asked = new ConcurrentLinkedQueue<>(open);
			List<Future<?>> running = IntStream.range(0, THREADS)
				.<Future<?>>mapToObj((thread) -> threads.submit(() -> askOn(peer, thread, asked)))
				.toList();
			await().atMost(Nodes.SOON).until(() -> asked.stream().filter((one) -> one.ends().get() > 0).count() > 1000);
			assertThat(open).allSatisfy((one) -> assertThat(one.reply()).isNotDone());

			process.destroyForcibly();
			gone.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
			await().atMost(AFTER_DISCONNECT).until(() -> open.stream().allMatch((one) -> one.reply().isDone()));
			for (Future<?> thread : running) {
				thread.get(AFTER_DISCONNECT.toSeconds(), TimeUnit.SECONDS);
			}
			await().atMost(AFTER_DISCONNECT).until(() -> asked.stream().allMatch((one) -> one.ends().get() > 0));
			assertThat(asked).allSatisfy(Asked::assertEnded);
			assertThat(open).allSatisfy((one) -> assertThat(one.reply()).isCompletedExceptionally());
			assertThat(node.stats().lateReplies()).isZero();
		}
		finally {
			threads.shutdownNow();
			process.destroyForcibly().waitFor();
		}
	}

	/** Asks one question after another, until one has no answer. */
	private static void askOn(Peer peer, int first, Queue<Asked> asked) {
		Throwable failure = null;
		for (int number = first; failure == null; number += THREADS) {
			Asked next = ask(peer, number, true);
			asked.add(next);
			failure = next.reply().handle((answer, ex) -> ex).join();
		}
	}

	private static Asked ask(Peer peer, int number, boolean answered) {
		return new Asked(number, peer.requestAsync(new Question(number, answered), Answer.class));
	}

	private static int port(Process process) throws Exception {
		BufferedReader output = process.inputReader();
		String line = output.readLine();
		while (!line.startsWith("port ")) {
			line = output.readLine();
		}
		return Integer.parseInt(line.substring("port ".length()));
	}

}
