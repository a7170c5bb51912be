package io.noise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.noise.benchmarks.child.ClassPath;

/**
 * The circumstances of a run: date, machine, JVM, versions, time taken.
 */
final class Machine {

	private static final Pattern LIBRARY = Pattern
		.compile("(netty-transport|netty-tcnative-boringssl-static|grpc-core|rsocket-core|jeromq|spring-integration-ip"
				+ "|spring-boot|bcprov-jdk18on)-([0-9][0-9.]*[0-9](?:\\.Final)?)(?:-linux-x86_64)?\\.jar");

	private Machine() {
	}

	static String markdown(TableOptions options) {
		return String.join("\n",
				LocalDate.now(ZoneOffset.UTC) + ", " + Runtime.getRuntime().availableProcessors() + " cores ("
						+ processor() + "), " + System.getProperty("os.name") + " " + System.getProperty("os.version")
						+ ".",
				"JVM: " + System.getProperty("java.vm.name") + " " + Runtime.version() + ". Versions: "
						+ String.join(", ", versions()) + ".",
				options.reps() + " repetitions; warm-up of " + options.pace().warmUpAtLeast().toMillis() / 1e3 + " to "
						+ options.pace().warmUpAtMost().toMillis() / 1e3 + " s, then "
						+ options.pace().window().toMillis() / 1e3 + " s measured; median (least-most).",
				"");
	}

	private static String processor() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("unknown processor");
		}
		catch (IOException ex) {
			return "unknown processor";
		}
	}

	private static List<String> versions() {
		TreeSet<String> versions = new TreeSet<>();
		for (String entry : ClassPath.current().entries()) {
			Matcher matcher = LIBRARY.matcher(Path.of(entry).getFileName().toString());
			if (matcher.matches()) {
				versions.add(matcher.group(1) + " " + matcher.group(2));
			}
		}
		return List.copyOf(versions);
	}

}
