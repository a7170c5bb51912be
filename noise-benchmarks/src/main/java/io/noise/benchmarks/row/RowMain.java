package io.noise.benchmarks.row;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

import com.sun.management.OperatingSystemMXBean;

import io.noise.benchmarks.child.Progress;
import io.noise.benchmarks.child.Sample;
import io.noise.benchmarks.peer.Client;
import io.noise.benchmarks.peer.Contender;
import io.noise.benchmarks.peer.Contenders;
import io.noise.benchmarks.peer.Server;
import org.jspecify.annotations.Nullable;

/**
 * The program of both JVMs of a cell. It ends when its standard input does.
 */
public final class RowMain {

	private RowMain() {
	}

	/**
	 * Runs one side.
	 * @param args {@code server <peer> <row> <scale>} or
	 * {@code client <peer> <row> <scale> <port>}
	 */
	public static void main(String... args) {
		try {
			Contender contender = Contenders.named(args[1]);
			Row row = Rows.named(args[2]);
			if (args[0].equals("server")) {
				serve(contender, row);
			}
			else {
				drive(contender, row, Double.parseDouble(args[3]), Integer.parseInt(args[4]));
			}
			System.exit(0);
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private static void serve(Contender contender, Row row) throws Exception {
		LongAdder received = new LongAdder();
		try (Server server = contender.serve(row.traffic(), (bytes) -> received.increment())) {
			say("port " + server.port());
			answer(new Progress(), received);
		}
	}

	private static void drive(Contender contender, Row row, double scale, int port) throws Exception {
		Progress progress = new Progress();
		try (Client client = contender.client(row.traffic())) {
			Thread thread = new Thread(() -> {
				try {
					row.workload(scale).run(client, port, progress);
					say("stopped " + progress.sentCount());
				}
				catch (Throwable ex) {
					fail(ex);
				}
			}, "workload");
			thread.start();
			answer(progress, null);
		}
	}

	private static void answer(Progress progress, @Nullable LongAdder received) throws IOException {
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		for (String command = commands.readLine(); command != null; command = commands.readLine()) {
			switch (command) {
				case "sample" -> say("sample " + new Sample(System.nanoTime(),
						(received != null) ? received.sum() : progress.completedCount(), process.getProcessCpuTime()));
				case "forget" -> progress.forgetLatencies();
				case "latency" ->
					say("latency " + progress.latencies().quantile(0.5) + " " + progress.latencies().quantile(0.99));
				case "heap" -> say("heap " + heapAfterCollections());
				case "release" -> progress.release();
				case "stop" -> progress.stop();
				default -> throw new IllegalArgumentException("command: " + command);
			}
		}
	}

	private static long heapAfterCollections() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static void say(String line) {
		System.out.println("@" + line);
		System.out.flush();
	}

	private static void fail(Throwable failure) {
		failure.printStackTrace();
		say("failed " + failure);
		Runtime.getRuntime().halt(1);
	}

}
