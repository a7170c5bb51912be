package io.noise.benchmarks.row;

import java.util.List;
import java.util.Optional;

import io.noise.benchmarks.child.PairSample;
import io.noise.benchmarks.child.Workload;
import io.noise.benchmarks.peer.Contender;
import io.noise.benchmarks.peer.Contenders;
import io.noise.benchmarks.peer.Traffic;

/**
 * A workload that all peers do, and the figures that are taken of it.
 */
public interface Row {

	/**
	 * Returns the name in tables and on the command line.
	 * @return such as {@code P1}
	 */
	String id();

	/**
	 * Returns the workload in words.
	 * @return a phrase
	 */
	String title();

	/**
	 * Returns the figures that are taken, the one that is compared first.
	 * @return their names with their units
	 */
	List<String> columns();

	/**
	 * Whether more is better in the first column.
	 * @return true for rates
	 */
	default boolean moreIsBetter() {
		return true;
	}

	/**
	 * Returns the answer of the server to each message.
	 * @return the answer
	 */
	Traffic traffic();

	/**
	 * Returns the work of the client.
	 * @param scale the share of the number of links to use, 1 for a real measurement
	 * @return the work
	 */
	Workload workload(double scale);

	/**
	 * Returns the rate that must be stable before anything is measured.
	 * @param earlier counters
	 * @param now later counters
	 * @return operations per second
	 */
	double rate(PairSample earlier, PairSample now);

	/**
	 * Measures once.
	 * @param cell of this row
	 * @return a value for each column
	 * @throws Exception if it cannot be measured, or a message was lost
	 */
	List<Double> measure(Cell cell) throws Exception;

	/**
	 * Returns the options of both JVMs.
	 * @return options of the command line
	 */
	default List<String> jvmOptions() {
		return List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-Dio.netty.leakDetection.level=disabled",
				"-Dio.netty.tryReflectionSetAccessible=true", "--add-opens=java.base/java.nio=ALL-UNNAMED",
				"--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED");
	}

	/**
	 * Returns the peers that can be measured: by default, all that serve with default
	 * settings.
	 * @return their names, in the order of the table
	 */
	default List<String> peers() {
		return Contenders.all()
			.stream()
			.map(Contender::name)
			.filter((name) -> !name.endsWith("-spring") && !name.endsWith("-direct"))
			.toList();
	}

	/**
	 * Returns the peers that the others are compared with.
	 * @return their names
	 */
	default List<String> references() {
		return List.of("netty", "netty-tls-openssl");
	}

	/**
	 * Returns the row that is this one on a smaller scale.
	 * @return its id
	 */
	default Optional<String> growsFrom() {
		return Optional.empty();
	}

}
