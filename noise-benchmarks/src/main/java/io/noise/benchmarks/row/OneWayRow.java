package io.noise.benchmarks.row;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.benchmarks.child.PairSample;
import io.noise.benchmarks.child.Progress;
import io.noise.benchmarks.child.Workload;
import io.noise.benchmarks.peer.Link;
import io.noise.benchmarks.peer.Traffic;

/**
 * Messages in one direction over one link. The senders look at the future of each
 * message, and let no more than 1,024 messages, or 1 MiB, be on their way. Messages count
 * when the server has them.
 */
class OneWayRow implements Row {

	private static final int MAX_MESSAGES = 1024;

	private static final int MAX_BYTES = 1 << 20;

	private final String id;

	private final int bytes;

	private final int threads;

	OneWayRow(String id, int bytes, int threads) {
		this.id = id;
		this.bytes = bytes;
		this.threads = threads;
	}

	@Override
	public final String id() {
		return this.id;
	}

	@Override
	public String title() {
		return "one-way, " + this.bytes + " B, a future each"
				+ ((this.threads > 1) ? ", " + this.threads + " sending threads" : "");
	}

	@Override
	public final List<String> columns() {
		return List.of("msg/s", "CPU µs/msg", "MB/s");
	}

	@Override
	public Optional<String> growsFrom() {
		return (this.threads > 1) ? Optional.of("P1") : Optional.empty();
	}

	@Override
	public final Traffic traffic() {
		return Traffic.ONE_WAY;
	}

	@Override
	public final Workload workload(double scale) {
		return (client, port, progress) -> {
			Link link = client.connect(port, () -> {
			});
			Threads.run(this.threads, () -> send(link, progress));
		};
	}

	private Void send(Link link, Progress progress) throws Exception {
		byte[] body = new byte[this.bytes];
		int bound = Math.max(2, Math.min(MAX_MESSAGES, MAX_BYTES / this.bytes) / this.threads);
		InFlight<CompletableFuture<Void>> inFlight = new InFlight<>(bound, CompletableFuture::join);
		while (!progress.isStopped()) {
			inFlight.add(link.send(body));
			progress.sent(1);
			progress.completed();
		}
		inFlight.awaitAll();
		return null;
	}

	@Override
	public final double rate(PairSample earlier, PairSample now) {
		return now.receivedPerSecond(earlier);
	}

	@Override
	public final List<Double> measure(Cell cell) throws Exception {
		Window window = cell.steady();
		double rate = window.to().receivedPerSecond(window.from());
		return List.of(rate, window.cpuMicros(rate), rate * this.bytes / 1e6);
	}

}
