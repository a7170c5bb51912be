package io.noise.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

import io.noise.benchmarks.peer.Contenders;
import io.noise.benchmarks.row.Pace;
import io.noise.benchmarks.row.Row;
import io.noise.benchmarks.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command {@code table}.
 *
 * @param rows the rows to measure
 * @param peers the peers to measure; all of a row if empty
 * @param reps new pairs of JVMs for each cell
 * @param pace the time to take
 * @param jvm further options of all JVMs
 * @param out a file for the result, or null
 */
record TableOptions(List<Row> rows, List<String> peers, int reps, Pace pace, List<String> jvm, @Nullable Path out) {

	static TableOptions parse(String... args) {
		Draft draft = new Draft();
		for (Iterator<String> words = List.of(args).iterator(); words.hasNext();) {
			String option = words.next();
			if (!words.hasNext()) {
				throw new IllegalArgumentException("option: " + option + " (expected: a value after it)");
			}
			draft.set(option, words.next());
		}
		Pace pace = new Pace(draft.warmUpAtLeast, draft.warmUpAtMost, draft.window, 1);
		return new TableOptions(draft.rows, draft.peers, draft.reps, pace, draft.jvm, draft.out);
	}

	/**
	 * Returns the peers of a row that are to be measured.
	 * @param row a row
	 * @return names of contenders, in the order of the table
	 */
	List<String> peersOf(Row row) {
		return row.peers().stream().filter((peer) -> this.peers.isEmpty() || this.peers.contains(peer)).toList();
	}

	private static final class Draft {

		private List<Row> rows = Rows.all();

		private List<String> peers = List.of();

		private int reps = 3;

		private Duration warmUpAtLeast = Duration.ofSeconds(5);

		private Duration warmUpAtMost = Duration.ofSeconds(25);

		private Duration window = Duration.ofSeconds(3);

		private List<String> jvm = List.of();

		private @Nullable Path out;

		void set(String option, String value) {
			List<String> values = List.of(value.split(",", -1));
			switch (option) {
				case "--rows" -> this.rows = values.stream().map(Rows::named).distinct().toList();
				case "--peers" -> this.peers = checked(values);
				case "--reps" -> this.reps = Integer.parseInt(value);
				case "--warm-up" -> {
					this.warmUpAtLeast = seconds(values.get(0));
					this.warmUpAtMost = seconds(values.get(values.size() - 1));
				}
				case "--window" -> this.window = seconds(value);
				case "--jvm" -> this.jvm = List.of(value.split(" ", -1));
				case "--out" -> this.out = Path.of(value);
				default -> throw new IllegalArgumentException("option: " + option
						+ " (expected: --rows, --peers, --reps, --warm-up, --window, --jvm or --out)");
			}
		}

		private static Duration seconds(String text) {
			return Duration.ofMillis((long) (Double.parseDouble(text) * 1000));
		}

		private static List<String> checked(List<String> peers) {
			for (String peer : peers) {
				if (!peer.equals("spring-boot")) {
					Contenders.named(peer);
				}
			}
			return peers;
		}

	}

}
