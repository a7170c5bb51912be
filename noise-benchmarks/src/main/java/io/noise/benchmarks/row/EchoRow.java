package io.noise.benchmarks.row;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.noise.benchmarks.child.Pair;
import io.noise.benchmarks.child.PairSample;
import io.noise.benchmarks.child.Progress;
import io.noise.benchmarks.child.Workload;
import io.noise.benchmarks.peer.Contender;
import io.noise.benchmarks.peer.Contenders;
import io.noise.benchmarks.peer.Link;
import io.noise.benchmarks.peer.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Round trips over one link. The next message is sent by the thread that is told of a
 * reply.
 */
final class EchoRow implements Row {

	private final String id;

	private final int bytes;

	private final int inFlight;

	EchoRow(String id, int bytes, int inFlight) {
		this.id = id;
		this.bytes = bytes;
		this.inFlight = inFlight;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String title() {
		return "echo, " + this.bytes + " B, " + this.inFlight + " in flight";
	}

	@Override
	public List<String> columns() {
		return (this.inFlight == 1) ? List.of("p50 µs", "p99 µs", "round trips/s", "CPU µs/round trip")
				: List.of("round trips/s", "p50 µs", "p99 µs", "CPU µs/round trip");
	}

	@Override
	public List<String> peers() {
		return Contenders.all().stream().map(Contender::name).filter((name) -> !name.endsWith("-spring")).toList();
	}

	@Override
	public boolean moreIsBetter() {
		return this.inFlight > 1;
	}

	@Override
	public Traffic traffic() {
		return Traffic.ECHO;
	}

	@Override
	public Workload workload(double scale) {
		return (client, port, progress) -> {
			Loop loop = new Loop(progress, new byte[this.bytes], this.inFlight);
			loop.start(client.connect(port, loop::replied));
			loop.ended.await();
		};
	}

	@Override
	public double rate(PairSample earlier, PairSample now) {
		return now.completedPerSecond(earlier);
	}

	@Override
	public List<Double> measure(Cell cell) throws Exception {
		try (Pair pair = cell.start()) {
			cell.warmUp(pair);
			Window window = cell.window(pair);
			String[] nanos = pair.client().ask("latency").split(" ", -1);
			cell.stop(pair);
			double rate = window.to().completedPerSecond(window.from());
			double p50 = Long.parseLong(nanos[0]) / 1e3;
			double p99 = Long.parseLong(nanos[1]) / 1e3;
			return (this.inFlight == 1) ? List.of(p50, p99, rate, window.cpuMicros(rate))
					: List.of(rate, p50, p99, window.cpuMicros(rate));
		}
	}

	/**
	 * Keeps the messages in flight. Replies come in the order of the messages.
	 */
	private static final class Loop {

		private final CountDownLatch ended = new CountDownLatch(1);

		private final Progress progress;

		private final byte[] body;

		private final long[] sentAt;

		private long sent;

		private long replies;

		private @Nullable Link link;

		Loop(Progress progress, byte[] body, int inFlight) {
			this.progress = progress;
			this.body = body;
			this.sentAt = new long[inFlight];
		}

		synchronized void start(Link link) {
			this.link = link;
			for (int i = 0; i < this.sentAt.length; i++) {
				send(link, System.nanoTime());
			}
		}

		synchronized void replied() {
			long now = System.nanoTime();
			this.progress.completed(now - this.sentAt[(int) (this.replies++ % this.sentAt.length)]);
			if (this.link != null && !this.progress.isStopped()) {
				send(this.link, now);
			}
			else if (this.replies == this.sent) {
				this.ended.countDown();
			}
		}

		private void send(Link link, long now) {
			this.sentAt[(int) (this.sent++ % this.sentAt.length)] = now;
			this.progress.sent(1);
			link.send(this.body);
		}

	}

}
