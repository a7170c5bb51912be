package io.noise.benchmarks.row;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.noise.benchmarks.child.Pair;
import io.noise.benchmarks.child.PairSample;
import io.noise.benchmarks.child.Progress;
import io.noise.benchmarks.child.Workload;
import io.noise.benchmarks.peer.Client;
import io.noise.benchmarks.peer.Traffic;

/**
 * Connections that come and go: connect, handshake, one round trip, close.
 */
final class ConnectRow implements Row {

	private final String id;

	private final int atOnce;

	ConnectRow(String id, int atOnce) {
		this.id = id;
		this.atOnce = atOnce;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String title() {
		return "connect, session, first round trip, close; " + this.atOnce + " at a time";
	}

	@Override
	public List<String> columns() {
		return List.of("connections/s", "CPU ms/connection");
	}

	@Override
	public Traffic traffic() {
		return Traffic.ECHO;
	}

	@Override
	public Workload workload(double scale) {
		return (client, port, progress) -> {
			ExecutorService threads = Executors.newFixedThreadPool(this.atOnce);
			List<Future<Void>> ends = new ArrayList<>();
			for (int i = 0; i < this.atOnce; i++) {
				ends.add(threads.submit(() -> comeAndGo(client, port, progress)));
			}
			for (Future<Void> end : ends) {
				end.get();
			}
			threads.shutdown();
		};
	}

	private static Void comeAndGo(Client client, int port, Progress progress) throws Exception {
		while (!progress.isStopped()) {
			RoundTrip.onNewLink(client, port, progress).close();
			progress.completed();
		}
		return null;
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
			cell.stop(pair);
			double rate = window.to().completedPerSecond(window.from());
			return List.of(rate, window.cpuMicros(rate) / 1e3);
		}
	}

}
