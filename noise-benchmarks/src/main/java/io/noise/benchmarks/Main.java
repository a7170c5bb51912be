package io.noise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;

import io.noise.benchmarks.peer.Contender;
import io.noise.benchmarks.peer.Contenders;
import io.noise.benchmarks.row.Row;
import io.noise.benchmarks.row.Rows;

/**
 * The command line: {@code table} measures and prints Markdown, {@code jmh} runs the
 * benchmarks of inner loops, {@code list} names rows and peers.
 */
public final class Main {

	private static final String USAGE = """
			table [--rows P1,P5] [--peers netty,noise-plain] [--reps 3] [--warm-up 5,25] [--window 3]
			      [--jvm -XX:+UseZGC] [--out table.md]
			jmh [arguments of JMH]
			list""";

	private Main() {
	}

	/**
	 * Runs a command.
	 * @param args the command and its options
	 * @throws Exception if it cannot be run
	 */
	public static void main(String... args) throws Exception {
		String command = (args.length > 0) ? args[0] : "";
		String[] rest = (args.length > 0) ? Arrays.copyOfRange(args, 1, args.length) : args;
		switch (command) {
			case "table" -> table(TableOptions.parse(rest));
			case "jmh" -> org.openjdk.jmh.Main.main(rest);
			case "list" -> list();
			default -> System.err.println(USAGE);
		}
	}

	private static void table(TableOptions options) throws InterruptedException, IOException {
		Results results = new TableRun(options).run();
		String text = Machine.markdown(options) + "\n" + new Markdown(results).tables(options.rows());
		System.out.println(text);
		if (options.out() != null) {
			Files.writeString(options.out(), text);
		}
	}

	private static void list() {
		for (Row row : Rows.all()) {
			System.out.println(row.id() + "  " + row.title());
		}
		System.out.println(String.join(" ", Contenders.all().stream().map(Contender::name).toList()));
	}

}
