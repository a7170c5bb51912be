package io.noise.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.noise.benchmarks.row.Cell;
import io.noise.benchmarks.row.Row;

/**
 * The values of all cells, and the failures.
 */
final class Results {

	private final Map<String, List<List<Double>>> values = new LinkedHashMap<>();

	private final Map<String, String> failures = new TreeMap<>();

	void add(Cell cell, List<Double> values) {
		this.values.computeIfAbsent(key(cell.row().id(), cell.peer()), (key) -> new ArrayList<>()).add(values);
	}

	void addFailure(Cell cell, Exception failure) {
		this.failures.put(key(cell.row().id(), cell.peer()), String.valueOf(failure.getMessage()));
	}

	private static String key(String row, String peer) {
		return row + " " + peer;
	}

	/**
	 * Returns the repetitions of a column.
	 * @param row the id of a row
	 * @param peer the name of a contender
	 * @param column the index of the column
	 * @return its median and its spread, empty if there is no repetition
	 */
	Optional<Spread> spread(String row, String peer, int column) {
		List<List<Double>> reps = this.values.get(key(row, peer));
		return (reps != null) ? Optional.of(Spread.of(reps.stream().map((rep) -> rep.get(column)).toList()))
				: Optional.empty();
	}

	/**
	 * Returns the last failure of a cell.
	 * @param row the row
	 * @param peer the name of a contender
	 * @return its message, empty if none failed
	 */
	Optional<String> failure(Row row, String peer) {
		return Optional.ofNullable(this.failures.get(key(row.id(), peer)));
	}

}
