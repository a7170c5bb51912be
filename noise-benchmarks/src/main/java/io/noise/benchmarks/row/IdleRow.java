package io.noise.benchmarks.row;

import java.util.List;

import io.noise.benchmarks.child.Pair;
import io.noise.benchmarks.child.PairSample;
import io.noise.benchmarks.child.Progress;
import io.noise.benchmarks.child.Workload;
import io.noise.benchmarks.peer.Client;
import io.noise.benchmarks.peer.Traffic;

/**
 * Links that have made one round trip and then do nothing. A few of them come before the
 * state is looked at for the first time, so that classes and pools are no part of it.
 */
abstract class IdleRow implements Row {

	private static final int links0 = 50;

	private final String id;

	private final int links;

	IdleRow(String id, int links) {
		this.id = id;
		this.links = links;
	}

	@Override
	public final String id() {
		return this.id;
	}

	@Override
	public final boolean moreIsBetter() {
		return false;
	}

	final int links(double scale) {
		return Math.max(2, (int) (this.links * scale));
	}

	private static int first(double scale) {
		return Math.max(2, (int) (links0 * scale));
	}

	@Override
	public final Traffic traffic() {
		return Traffic.ECHO;
	}

	@Override
	public final Workload workload(double scale) {
		return (client, port, progress) -> {
			openIdle(first(scale), client, port, progress);
			progress.awaitRelease();
			openIdle(links(scale), client, port, progress);
			progress.awaitStop();
		};
	}

	private static void openIdle(int links, Client client, int port, Progress progress) throws Exception {
		Links.open(links, () -> {
			Object link = RoundTrip.onNewLink(client, port, progress);
			progress.completed();
			return link;
		});
	}

	@Override
	public final double rate(PairSample earlier, PairSample now) {
		return now.completedPerSecond(earlier);
	}

	@Override
	public final List<Double> measure(Cell cell) throws Exception {
		double scale = cell.pace().scale();
		try (Pair pair = cell.start()) {
			cell.awaitCompleted(pair, first(scale));
			Heap before = heap(pair);
			pair.client().tell("release");
			cell.awaitCompleted(pair, first(scale) + links(scale));
			Heap after = heap(pair);
			List<Double> values = values(cell, pair,
					new Heap(after.server - before.server, after.client - before.client));
			cell.stop(pair);
			return values;
		}
	}

	private static Heap heap(Pair pair) throws InterruptedException {
		return new Heap(Long.parseLong(pair.server().ask("heap")), Long.parseLong(pair.client().ask("heap")));
	}

	abstract List<Double> values(Cell cell, Pair pair, Heap growth) throws Exception;

	@Override
	public final List<String> jvmOptions() {
		return List.of("-Xms16m", "-Xmx2g", "-XX:+UseSerialGC", "-Dio.netty.leakDetection.level=disabled",
				"--enable-native-access=ALL-UNNAMED");
	}

	/**
	 * Bytes on the heaps of both JVMs, after full collections.
	 *
	 * @param server of the server
	 * @param client of the client
	 */
	record Heap(long server, long client) {
	}

}
