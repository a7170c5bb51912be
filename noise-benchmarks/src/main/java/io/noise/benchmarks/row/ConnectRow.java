package io.noise.benchmarks.row;

import java.util.List;

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
			Threads.run(this.atOnce, () -> comeAndGo(client, port, progress));
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
		Window window = cell.steady();
		double rate = window.to().completedPerSecond(window.from());
		return List.of(rate, window.cpuMicros(rate) / 1e3);
	}

}
