package io.noise.benchmarks.loop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.Peer;
import io.noise.session.Sessions;
import io.noise.transport.Transport;
import io.noise.transport.Transports;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The way of a message through the send queue and over the in-memory transport to a
 * handler of the same process: 256 messages, of which the last is waited for. The time is
 * for one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SendQueueBenchmark {

	private static final int MESSAGES = 256;

	private final Transport transport = Transports.inMemory();

	private final Node server = node();

	private final Node client = node();

	private final Blob message = new Blob(new byte[600]);

	private final Peer peer = connect();

	private Node node() {
		Node node = Node.builder().session(Sessions.plain()).transport(this.transport).build();
		node.messages().register(16, Blob.class);
		node.onMessage(Blob.class, (from, received) -> {
		});
		return node;
	}

	private Peer connect() {
		this.server.listen();
		return this.client.dial("127.0.0.1:" + this.server.port());
	}

	@TearDown
	public void close() {
		this.client.close();
		this.server.close();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public Object send() {
		CompletableFuture<Void> last = this.peer.sendAsync(this.message);
		for (int i = 1; i < MESSAGES; i++) {
			last = this.peer.sendAsync(this.message);
		}
		return last.join();
	}

	/**
	 * A message.
	 */
	public record Blob(byte[] body) {
	}

}
