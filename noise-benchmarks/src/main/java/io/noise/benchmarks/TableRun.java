package io.noise.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.noise.benchmarks.row.Cell;
import io.noise.benchmarks.row.Row;
import io.noise.benchmarks.row.RowMain;

/**
 * Measures all cells, one after the other. Every repetition goes through all peers of a
 * row before the next, each time beginning with another one, so that a machine that is
 * busy for a while slows down all of them.
 */
final class TableRun {

	private final TableOptions options;

	TableRun(TableOptions options) {
		this.options = options;
	}

	Results run() throws InterruptedException {
		Results results = new Results();
		for (Row row : this.options.rows()) {
			for (int rep = 0; rep < this.options.reps(); rep++) {
				List<String> peers = new ArrayList<>(this.options.peersOf(row));
				Collections.rotate(peers, -rep);
				for (String peer : peers) {
					measure(new Cell(row, peer, this.options.pace(), RowMain.class, this.options.jvm()), results);
				}
			}
		}
		return results;
	}

	private static void measure(Cell cell, Results results) throws InterruptedException {
		String name = cell.row().id() + " " + cell.peer();
		try {
			List<Double> values = cell.row().measure(cell);
			results.add(cell, values);
			System.err.println(name + ": " + String.join(", ", formatted(cell.row().columns(), values)));
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Exception ex) {
			results.addFailure(cell, ex);
			System.err.println(name + ": " + ex);
		}
	}

	private static List<String> formatted(List<String> columns, List<Double> values) {
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < values.size(); i++) {
			texts.add(String.format(Locale.ROOT, "%s %s", Markdown.number(values.get(i)), columns.get(i)));
		}
		return texts;
	}

}
