package io.noise.docs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import io.noise.Node;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.RequestException;
import io.noise.RequestException.Reason;
import io.noise.RequestRejectedException;
import io.noise.UnknownOutcomeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Examples of {@code docs/requests.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestExamplesTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final List<Node> nodes = new ArrayList<>();

	private final ExecutorService pool = Executors.newCachedThreadPool();

	private final Node leader = node();

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
		this.pool.shutdownNow();
	}

	private Node node() {
		Node node = Node.builder().requestTimeout(SOON).build();
		node.messages().register(Job.class);
		node.messages().register(JobDone.class);
		node.messages().register(Note.class);
		this.nodes.add(node);
		return node;
	}

	private Node worker() {
		Node node = node();
		node.listen();
		return node;
	}

	private Peer dial(Node worker) {
		return this.leader.dial(worker.externalAddress());
	}

	private static JobDone work(Job job) {
		return new JobDone(job.number(), job.text().toUpperCase(Locale.ROOT));
	}

	@Test
	void bothSides_inTwentyLines(CapturedOutput output) {
		// tag::both[]
		try (Node worker = Node.builder().build(); Node leader = Node.builder().build()) {
			worker.messages().register(Job.class);
			worker.messages().register(JobDone.class);
			worker.onRequest(Job.class, (peer, job) -> new JobDone(job.number(), job.text().toUpperCase(Locale.ROOT)));
			worker.listen();

			leader.messages().register(Job.class);
			leader.messages().register(JobDone.class);
			Peer peer = leader.dial(worker.externalAddress());
			JobDone done = peer.request(new Job(1, "tea"), JobDone.class);
			System.out.println(done.text()); // TEA
		}
		// end::both[]
		assertThat(output).contains("TEA");
	}

	@Test
	void handler_repliesLater_orRejects() {
		Node worker = worker();
		later(worker, this.pool);
		Peer peer = dial(worker);
		assertThat(peer.request(new Job(1, "tea"), JobDone.class).text()).isEqualTo("TEA");
		assertThatExceptionOfType(RequestException.class).isThrownBy(() -> peer.request(new Job(2, ""), JobDone.class))
			.satisfies((ex) -> assertThat(ex.words()).contains("the job has no text"));
	}

	private static void later(Node node, ExecutorService pool) {
		// tag::later[]
		node.onRequest(Job.class, (peer, job) -> {
			if (job.text().isEmpty()) {
				throw new RequestRejectedException("the job has no text");
			}
			return CompletableFuture.supplyAsync(() -> work(job), pool);
		});
		// end::later[]
	}

	@Test
	void messageHandlers_acknowledge() {
		List<String> notes = new CopyOnWriteArrayList<>();
		Node worker = worker();
		notes(worker, notes);
		acknowledged(dial(worker));
		assertThat(notes).containsExactly("closed on Sundays");
	}

	private static void notes(Node node, List<String> notes) {
		// tag::notes[]
		node.onMessage(Note.class, (peer, note) -> notes.add(note.text()));
		// end::notes[]
	}

	private static void acknowledged(Peer peer) {
		// tag::acknowledged[]
		peer.request(new Note("closed on Sundays"), Void.class); // returns when it is
																	// noted
		// end::acknowledged[]
	}

	@Test
	void repeatedJob_isDoneOnce() {
		AtomicInteger done = new AtomicInteger();
		Node worker = worker();
		onceEach(worker, this.pool, done);
		Peer peer = dial(worker);
		assertThat(repeated(peer, new Job(1, "tea"))).isEqualTo(new JobDone(1, "TEA"));
		assertThat(repeated(peer, new Job(1, "tea"))).isEqualTo(new JobDone(1, "TEA"));
		assertThat(done).hasValue(1);
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> {
			peer.disconnect();
			repeated(peer, new Job(2, "milk"));
		});
	}

	private static void onceEach(Node node, ExecutorService pool, AtomicInteger count) {
		// tag::once[]
		Map<Long, CompletableFuture<JobDone>> jobs = new ConcurrentHashMap<>();
		node.onRequest(Job.class,
				(peer, job) -> jobs.computeIfAbsent(job.number(), (number) -> CompletableFuture.supplyAsync(() -> {
					count.incrementAndGet();
					return work(job);
				}, pool)).copy()); // whoever gives up cancels the copy, not the work
		// end::once[]
	}

	private static JobDone repeated(Peer peer, Job job) {
		// tag::repeat[]
		NoiseException last = null;
		for (int attempt = 1; attempt <= 3; attempt++) {
			try {
				return peer.request(job, JobDone.class);
			}
			catch (NoiseTimeoutException ex) {
				last = ex; // it may be done, and the worker knows it by its number
			}
			catch (RequestException ex) {
				if (ex.reason() != Reason.OVERLOADED) {
					throw ex; // another attempt would end like this one
				}
				last = ex; // nothing was done
			}
		}
		throw last;
		// end::repeat[]
	}

	@Test
	void job_isDoneByAnotherWorker_ifOneDies() {
		Node dying = worker();
		dying.onRequest(Job.class, (peer, job) -> {
			peer.disconnectAsync();
			return new CompletableFuture<>();
		});
		Node busy = worker();
		busy.onRequest(Job.class, (peer, job) -> new CompletableFuture<>());
		Node idle = worker();
		idle.onRequest(Job.class, (peer, job) -> work(job));
		List<Peer> workers = List.of(dial(dying), dial(busy), dial(idle));
		assertThat(order(workers, new Job(1, "tea"), Duration.ofMillis(50))).isEqualTo(new JobDone(1, "TEA"));
		assertThat(workers.get(0).isConnected()).isFalse();
	}

	private static JobDone order(List<Peer> workers, Job job, Duration patience) {
		// tag::order[]
		for (Peer worker : workers) {
			try {
				return worker.request(job, JobDone.class, patience);
			}
			catch (NotSentException ex) {
				// It was gone before. The next one gets the job.
			}
			catch (UnknownOutcomeException ex) {
				// It died, before or after it did the job.
			}
			catch (NoiseTimeoutException ex) {
				// It hangs, and has been told that its reply is not wanted.
			}
			catch (RequestException ex) {
				if (ex.reason() == Reason.REJECTED) {
					throw ex; // another worker would say the same
				}
			}
		}
		throw new IllegalStateException("job " + job.number() + ": no worker has done it");
		// end::order[]
	}

	@Test
	void handlers_askBack() {
		Node worker = worker();
		askBack(worker);
		this.leader.onRequest(Note.class, (peer, note) -> new Note("with " + note.text()));
		assertThat(dial(worker).request(new Job(1, "tea"), JobDone.class)).isEqualTo(new JobDone(1, "tea with milk"));
	}

	private static void askBack(Node node) {
		// tag::depth[]
		node.onRequest(Job.class, (peer, job) -> {
			Note how = peer.request(new Note("milk"), Note.class); // asks who is asking
			return new JobDone(job.number(), job.text() + " " + how.text());
		});
		// end::depth[]
	}

	record Note(String text) {
	}

}
