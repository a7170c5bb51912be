package io.noise.benchmarks.row;

import java.time.Duration;
import java.util.List;

import io.noise.benchmarks.child.ChildProcess;
import io.noise.benchmarks.child.ClassPath;
import io.noise.benchmarks.child.PairSample;
import io.noise.benchmarks.child.Workload;
import io.noise.benchmarks.peer.Traffic;
import io.noise.benchmarks.start.StartMain;

/**
 * The start of an empty Spring Boot application, with the starter on its class path and
 * without. There is one JVM, and nothing to warm up.
 */
final class StartRow implements Row {

	private static final String WITHOUT = "spring-boot";

	private final String id;

	StartRow(String id) {
		this.id = id;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String title() {
		return "start of an application, with the starter and without";
	}

	@Override
	public List<String> columns() {
		return List.of("ms from the JVM's start", "CPU ms");
	}

	@Override
	public boolean moreIsBetter() {
		return false;
	}

	@Override
	public List<String> peers() {
		return List.of(WITHOUT, "noise-plain-spring", "noise-secure-spring");
	}

	@Override
	public List<String> references() {
		return List.of(WITHOUT);
	}

	@Override
	public List<String> jvmOptions() {
		return List.of("--enable-native-access=ALL-UNNAMED");
	}

	@Override
	public List<Double> measure(Cell cell) throws Exception {
		ClassPath classPath = ClassPath.current();
		if (cell.peer().equals(WITHOUT)) {
			classPath = classPath.without("noise-core", "noise-spring-boot-");
		}
		String session = cell.peer().contains("plain") ? "plain" : "secure";
		try (ChildProcess process = new ChildProcess(classPath.toString(), cell.options(), StartMain.class,
				List.of("--noise.port=0", "--noise.session=" + session))) {
			String[] millis = process.await("started", Duration.ofSeconds(60)).split(" ", -1);
			return List.of(Double.parseDouble(millis[0]), Double.parseDouble(millis[1]));
		}
	}

	@Override
	public Traffic traffic() {
		throw new UnsupportedOperationException("traffic: none in " + this.id);
	}

	@Override
	public Workload workload(double scale) {
		throw new UnsupportedOperationException("workload: none in " + this.id);
	}

	@Override
	public double rate(PairSample earlier, PairSample now) {
		throw new UnsupportedOperationException("rate: none in " + this.id);
	}

}
