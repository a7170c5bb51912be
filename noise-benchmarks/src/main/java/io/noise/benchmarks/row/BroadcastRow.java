package io.noise.benchmarks.row;

import java.util.List;
import java.util.Optional;

import io.noise.benchmarks.child.PairSample;
import io.noise.benchmarks.child.Workload;
import io.noise.benchmarks.peer.Client;
import io.noise.benchmarks.peer.Traffic;

/**
 * One message to many links, 32 such messages on their way at most, and no more than
 * 3,200 deliveries. Deliveries count when the server has them.
 */
final class BroadcastRow implements Row {

	private static final int MAX_MESSAGES = 32;

	private static final int MAX_DELIVERIES = 3_200;

	private final String id;

	private final int bytes;

	private final int links;

	BroadcastRow(String id, int bytes, int links) {
		this.id = id;
		this.bytes = bytes;
		this.links = links;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String title() {
		return "broadcast of " + this.bytes + " B to " + this.links + " peers";
	}

	@Override
	public List<String> columns() {
		return List.of("deliveries/s", "CPU µs/delivery");
	}

	@Override
	public Optional<String> growsFrom() {
		return this.id.equals("P9") ? Optional.empty() : Optional.of("P9");
	}

	@Override
	public Traffic traffic() {
		return Traffic.ONE_WAY;
	}

	@Override
	public Workload workload(double scale) {
		int links = Math.max(2, (int) (this.links * scale));
		return (client, port, progress) -> {
			Links.open(links, () -> client.connect(port, () -> {
			}));
			byte[] body = new byte[this.bytes];
			InFlight<Client.Pending> inFlight = new InFlight<>(
					Math.max(2, Math.min(MAX_MESSAGES, MAX_DELIVERIES / links)), Client.Pending::await);
			while (!progress.isStopped()) {
				inFlight.add(client.broadcast(body));
				progress.sent(links);
				progress.completed();
			}
			inFlight.awaitAll();
		};
	}

	@Override
	public double rate(PairSample earlier, PairSample now) {
		return now.receivedPerSecond(earlier);
	}

	@Override
	public List<Double> measure(Cell cell) throws Exception {
		Window window = cell.steady();
		double rate = window.to().receivedPerSecond(window.from());
		return List.of(rate, window.cpuMicros(rate));
	}

}
