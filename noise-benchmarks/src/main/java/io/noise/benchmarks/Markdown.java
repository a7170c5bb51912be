package io.noise.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.noise.benchmarks.row.Row;

/**
 * A table in Markdown for each row: medians with least and most, and ratios that are
 * above 1 where a peer does better than the one it is compared with.
 */
final class Markdown {

	private final Results results;

	Markdown(Results results) {
		this.results = results;
	}

	String tables(List<Row> rows) {
		return rows.stream().map(this::table).collect(Collectors.joining("\n"));
	}

	private String table(Row row) {
		List<String> references = row.references().stream().filter((peer) -> spread(row, peer, 0).isPresent()).toList();
		List<String> heads = new ArrayList<>(List.of("peer"));
		heads.addAll(row.columns());
		references.forEach((peer) -> heads.add("x " + peer));
		row.growsFrom().ifPresent((smaller) -> heads.add("x its " + smaller));
		StringBuilder text = new StringBuilder("### " + row.id() + ": " + row.title() + "\n\n");
		line(text, heads);
		line(text, heads.stream().map((head) -> "---").toList());
		for (String peer : row.peers()) {
			line(text, cells(row, peer, references));
		}
		return text.toString();
	}

	private static void line(StringBuilder text, List<String> cells) {
		if (!cells.isEmpty()) {
			text.append("| ").append(String.join(" | ", cells)).append(" |\n");
		}
	}

	private List<String> cells(Row row, String peer, List<String> references) {
		Optional<Spread> first = spread(row, peer, 0);
		if (first.isEmpty()) {
			return this.results.failure(row, peer)
				.map((failure) -> List.of(peer, "failed: " + failure))
				.orElse(List.of());
		}
		List<String> cells = new ArrayList<>(List.of(peer));
		for (int i = 0; i < row.columns().size(); i++) {
			cells.add(spread(row, peer, i).map(Markdown::text).orElse("-"));
		}
		for (String reference : references) {
			cells.add(ratio(row, first, spread(row, reference, 0)));
		}
		row.growsFrom().ifPresent((smaller) -> cells.add(ratio(row, first, this.results.spread(smaller, peer, 0))));
		return cells;
	}

	private Optional<Spread> spread(Row row, String peer, int column) {
		return this.results.spread(row.id(), peer, column);
	}

	private static String ratio(Row row, Optional<Spread> one, Optional<Spread> other) {
		if (one.isEmpty() || other.isEmpty()) {
			return "-";
		}
		double ratio = one.get().median() / other.get().median();
		return String.format(Locale.ROOT, "%.2f", row.moreIsBetter() ? ratio : 1 / ratio);
	}

	private static String text(Spread spread) {
		String median = number(spread.median());
		return (spread.least() == spread.most()) ? median
				: median + " (" + number(spread.least()) + "-" + number(spread.most()) + ")";
	}

	/**
	 * Formats a value with three digits.
	 * @param value any
	 * @return such as {@code 1.45M}, {@code 12.3k} or {@code 0.87}
	 */
	static String number(double value) {
		double size = Math.abs(value);
		if (size >= 999_500) {
			return digits(value / 1e6) + "M";
		}
		return (size >= 9_995) ? digits(value / 1e3) + "k" : digits(value);
	}

	private static String digits(double value) {
		double size = Math.abs(value);
		return String.format(Locale.ROOT, (size < 9.995) ? "%.2f" : (size < 99.95) ? "%.1f" : "%.0f", value);
	}

}
